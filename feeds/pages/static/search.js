// The search page of a plain folder of files: Pagefind over an index for each year. The address is the state.
const form = document.querySelector("#search");
const summary = document.querySelector("#summary");
const results = document.querySelector("#results");
const further = document.querySelector("#further");
const { index, years, root } = form.dataset;
const BATCH = 20;
const LOOKED_AT = 200; // results for a beginning of a word, each of which has to be read
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

// As archive/query.py reads words: all of them, either of those around OR, none after a minus.
function read_words(text) {
  const wanted = [];
  const unwanted = [];
  let either = false;
  for (const [, minus, phrase, word] of text.replace(/[“”]/g, '"').matchAll(/(?<!\S)(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const term = phrase ?? word;
    if (word === "OR" && !minus) {
      either = wanted.length > 0;
    } else if (/[\p{L}\p{N}]/u.test(term)) {
      if (minus) unwanted.push(term);
      else if (either) wanted.at(-1).push(term);
      else wanted.push([term]);
      either = false;
    }
  }
  return { wanted, unwanted };
}

// The results for a word, by their ids. For a word that is nowhere Pagefind gives what begins as it does ("B" for
// budgerigar), unless it stands in quotation marks; how well a result fits it tells without them alone.
async function matching(pagefind, term, options) {
  const prefix = term.endsWith("*") && plain(term.slice(0, -1));
  const ranked = await pagefind.search(prefix || term, options);
  if (prefix) {
    const read = await Promise.all(ranked.results.slice(0, LOOKED_AT).map(async (each) => [each, await each.data()]));
    return new Map(read.filter(([, data]) => begins(data, prefix)).map(([each]) => [each.id, each]));
  }
  const exact = await pagefind.search(`"${term}"`, options);
  const known = new Map(ranked.results.map((each) => [each.id, each]));
  return new Map(exact.results.map((each) => [each.id, known.get(each.id) ?? each]));
}

function plain(word) {
  return word.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

function begins({ excerpt: html }, prefix) {
  const marks = new DOMParser().parseFromString(html, "text/html").querySelectorAll("mark");
  return [...marks].some((mark) => plain(mark.textContent).startsWith(prefix));
}

// The results that fit all that is wanted and nothing that is not, best first. One fits as well as its words do.
async function fitting(pagefind, { wanted, unwanted }, options) {
  const look = (terms) => Promise.all(terms.map((term) => matching(pagefind, term, options)));
  const groups = await Promise.all(wanted.map(look));
  const without = await look(unwanted);
  const fits = ({ id }) =>
    groups.every((group) => group.some((hits) => hits.has(id))) && !without.some((hits) => hits.has(id));
  const every = new Map(groups.flat().flatMap((hits) => [...hits]));
  const score = ({ id }) => groups.flat().reduce((sum, hits) => sum + (hits.get(id)?.score ?? 0), 0);
  return [...every.values()].filter(fits).sort((one, other) => score(other) - score(one));
}

// Of a word alone the results mark it; of several, those of a search for them all together.
async function marking(pagefind, hits, { wanted }, options) {
  if (wanted.length < 2 && wanted.flat().length < 2) return hits;
  const together = await pagefind.search(wanted.flat().join(" ").replace(/\*/g, ""), options);
  const marked = new Map(together.results.map((each) => [each.id, each]));
  return hits.map((each) => marked.get(each.id) ?? each);
}

async function search() {
  const mine = ++turn;
  const { q, office, year, order } = asked();
  if (!q && !office && !year) return;
  summary.textContent = say.searching;
  const options = { filters: { ...(office && { office }), ...(year && { year }) } };
  engine ??= opened();
  const pagefind = await engine;
  const words = read_words(q ?? "");
  let hits = q ? await marking(pagefind, await fitting(pagefind, words, options), words, options) : [];
  if (order || !q) {
    const { results: latest } = await pagefind.search(null, { ...options, sort: { day: "desc" } });
    const wanted = new Map(hits.map((each) => [each.id, each]));
    hits = q ? latest.flatMap(({ id }) => wanted.get(id) ?? []) : latest;
  }
  if (mine !== turn) return;
  found = hits;
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
