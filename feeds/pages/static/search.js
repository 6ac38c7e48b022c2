// The search page of a plain folder of files: Pagefind over an index for each year. The address is the state.
const form = document.querySelector("#search");
const summary = document.querySelector("#summary");
const results = document.querySelector("#results");
const further = document.querySelector("#further");
const { index, years, root } = form.dataset;
const BATCH = 20;
const site = new URL(root, location.href);
const offices = new Map([...form.office.options].map((option) => [option.value, option.text]));
const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

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
  if (!day) return "No date given";
  if (day.length === 4) return day;
  const date = new Date(`${day}-01`.slice(0, 10));
  return day.length === 7 ? words.format(date).replace(/^\d+ /, "") : words.format(date);
}

function item({ url, meta, excerpt: html }) {
  const office = make("a", { href: new URL(`${meta.office}/`, site) }, offices.get(meta.office) ?? meta.office);
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
  summary.textContent = "Searching …";
  const filters = { ...(office && { office }), ...(year && { year }) };
  engine ??= opened();
  const answer = await (await engine).search(q ?? null, { filters, ...((order || !q) && { sort: { day: "desc" } }) });
  if (mine !== turn) return;
  found = answer.results;
  results.replaceChildren();
  const count = found.length.toLocaleString("en-GB");
  summary.textContent = found.length ? `${count} release${found.length === 1 ? "" : "s"}` : "Nothing was found.";
  await show(mine);
}

function run() {
  search().catch((error) => {
    engine = undefined;
    summary.textContent = `The search could not be loaded (${error.message}). Try again, or look through the years.`;
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
