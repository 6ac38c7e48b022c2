// The search page of a plain folder of files: Pagefind over an index for each year. The address is the state.
const form = document.querySelector("#search");
const summary = document.querySelector("#summary");
const results = document.querySelector("#results");
const further = document.querySelector("#further");
const { index, years, root } = form.dataset;
const BATCH = 20;
const site = new URL(root, location.href);
const offices = new Map([...form.office.options].map((option) => [option.value, option]));
const say = JSON.parse(form.dataset.phrases);

let engine;
let found = [];
let turn = 0;

function bundle(year) {
  return new URL(`${index}${year}/`, location.href);
}

async function opened() {
  const [first, ...rest] = years.split(" ");
  const pagefind = await import(`${bundle(first)}pagefind.js`);
  await pagefind.options({ baseUrl: site.pathname, excerptLength: 40, noWorker: true });
  await pagefind.init();
  await Promise.all(rest.map((year) => pagefind.mergeIndex(bundle(year).pathname, { baseUrl: site.pathname })));
  return pagefind;
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// An excerpt is HTML with marked words; only its words and its marks are taken over.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent,
  );
}

function told(day) {
  if (!day) return say.no_date;
  const [year, month, date] = day.split("-");
  return [date && Number(date), month && say.months[month - 1], year].filter(Boolean).join(" ");
}

// As feeds/pages/language.py counts: one, many, and two where that has a form of its own.
function counted(number) {
  const [one, many, two = many] = say.listed;
  const form = { 1: one, 2: two }[number] ?? many;
  return form.replace("{count}", number.toLocaleString("en-GB"));
}

function item({ url, meta, excerpt: html }) {
  const { text, dataset } = offices.get(meta.office) ?? { text: meta.office, dataset: { home: `${root}${meta.office}/` } };
  const office = make("a", { href: new URL(dataset.home, location.href) }, text);
  const title = make("a", { href: new URL(url, location.href) }, meta.title);
  return make(
    "article",
    { className: "item" },
    make("p", { className: "meta" }, make("time", { dateTime: meta.day ?? "" }, told(meta.day)), " ", office),
    make("h2", { lang: meta.language }, title),
    make("p", { lang: meta.language }, ...excerpt(html)),
  );
}

async function show(mine) {
  const batch = found.slice(results.childElementCount, results.childElementCount + BATCH);
  const data = await Promise.all(batch.map((each) => each.data()));
  if (mine !== turn) return;
  results.append(...data.map(item));
  further.hidden = results.childElementCount >= found.length;
}

function asked() {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
}

async function search() {
  const mine = ++turn;
  const { q, office, year, order } = asked();
  if (!q && !office && !year) return;
  summary.textContent = say.searching;
  const filters = { ...(office && { office }), ...(year && { year }) };
  engine ??= opened();
  const answer = await (await engine).search(q ?? null, { filters, ...((order || !q) && { sort: { day: "desc" } }) });
  if (mine !== turn) return;
  found = answer.results;
  results.replaceChildren();
  summary.textContent = found.length ? counted(found.length) : say.nothing_found;
  await show(mine);
}

function run() {
  search().catch((error) => {
    engine = undefined;
    summary.textContent = say.search_failed.replace("{error}", () => error.message);
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?${new URLSearchParams(asked())}`);
  run();
});
for (const field of [form.office, form.year, form.order]) {
  field.addEventListener("change", () => form.requestSubmit());
}
further.addEventListener("click", () => show(turn));
addEventListener("popstate", read);

function read() {
  const state = new URLSearchParams(location.search);
  for (const field of [form.q, form.office, form.year, form.order]) field.value = state.get(field.name) ?? "";
  run();
}
read();
