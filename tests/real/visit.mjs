// Opens pages in Debian's Chromium and tells what a person and a browser would: complaints, requests, rules broken.
// Reads visits as JSON from standard input, writes what was seen as JSON to standard output.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [packages] = process.argv.slice(2);
const need = createRequire(`${packages}/`);
const puppeteer = need("puppeteer-core");
const AXE = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");

async function look(browser, { url, width = 1280, height = 900, scheme = "light", type, wait, follow, axe, shot, bypass = false }) {
  const page = await browser.newPage();
  const seen = { url, console: [], requests: [], violations: [], pwned: false };
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  page.on("dialog", (dialog) => dialog.dismiss());
  page.on("request", (request) => seen.requests.push(request.url()));
  await page.setBypassCSP(bypass);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.exposeFunction("pwned", () => { seen.pwned = true; });
  await page.goto(url, { waitUntil: "load" });
  if (type) {
    await page.type(type.into, type.words);
    await page.keyboard.press("Enter");
  }
  if (wait) await page.waitForSelector(wait, { timeout: 10_000 });
  if (follow) await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(follow)]);
  if (axe) {
    // The page's own policy would stop this script: a frame of the browser's own world runs it.
    await page.mainFrame().isolatedRealm().evaluate(`${AXE}; 0`);
    const found = await page.mainFrame().isolatedRealm().evaluate("axe.run()");
    seen.violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
  }
  seen.title = await page.title();
  seen.address = page.url();
  seen.text = await page.mainFrame().isolatedRealm().evaluate("document.body.innerText");
  seen.wide = (await page.mainFrame().isolatedRealm().evaluate("document.documentElement.scrollWidth")) > width;
  if (shot) await page.screenshot({ path: shot, fullPage: true });
  await page.close();
  return seen;
}

const visits = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const found = [];
for (const visit of visits) found.push(await look(browser, visit));
await browser.close();
process.stdout.write(JSON.stringify(found));
