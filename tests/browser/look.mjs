// Looks at each page as people do: narrow, medium, wide, dark and printed. Says what is wrong and ends with 1.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = readdirSync("pages").filter((name) => name.endsWith(".html")).sort();
const views = [
  { name: "narrow", width: 320, height: 900 },
  { name: "medium", width: 768, height: 1000 },
  { name: "wide", width: 1440, height: 1000, axe: true },
  { name: "dark", width: 1280, height: 1000, dark: true, axe: true },
  { name: "print", width: 794, height: 1123, print: true },
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });
const problems = [];
let looked = 0, checks = 0;

// What reaches out of the page, is cut off, or lies on other words of a picture. Runs in the page.
function layoutProblems() {
  const found = [];
  const name = (element) => `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
  for (const element of document.querySelectorAll("main *:not(svg *), header *")) {
    const style = getComputedStyle(element);
    const cuts = style.overflowX === "hidden" || style.overflowX === "clip" || style.textOverflow === "ellipsis";
    if (cuts && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${name(element)}`);
  }
  for (const picture of document.querySelectorAll("figure svg")) {
    const frame = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => ({ text, box: text.getBoundingClientRect() }));
    for (const { text, box } of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`outside its picture: ${name(text)}`);
    }
    for (let i = 0; i < texts.length; ++i) {
      for (let j = i + 1; j < texts.length; ++j) {
        const a = texts[i].box, b = texts[j].box;
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Line boxes are taller than letters: a third of a line is no overlap.
        if (over > 1 && down > Math.min(a.height, b.height) / 3) found.push(`one on the other: ${name(texts[i].text)} and ${name(texts[j].text)}`);
      }
    }
  }
  return found;
}

// Filter, links into closed entries, and the keyboard.
async function usePage(page, say) {
  const threats = page.locator("details.t");
  const all = await threats.count();
  if (all === 0) return;
  await page.selectOption("#f-status", "");
  await page.fill("#f-text", "no threat has these words");
  await page.waitForFunction(() => document.getElementById("f-count").textContent.startsWith("0 of "));
  const shown = () => page.evaluate(() => document.querySelectorAll("details.t:not([hidden])").length);
  if (await shown() !== 0) say("words that no threat has still show threats");
  await page.click("#f-clear");
  if (await shown() !== all) say("Clear does not show all threats again");
  const id = await threats.last().getAttribute("id");
  await page.evaluate((target) => { location.hash = "#" + target; }, id);
  await page.waitForTimeout(50);
  if (!await page.evaluate((target) => document.getElementById(target).open, id)) say("a link to a threat does not open it");
  await page.evaluate(() => { location.hash = ""; document.activeElement.blur(); });
  await page.keyboard.press("/");
  if (await page.evaluate(() => document.activeElement.id) !== "f-text") say("the key / does not lead to the search");
  const dead = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")].map((link) => decodeURIComponent((link.getAttribute("href") ?? "").slice(1))).filter((target) => target && !document.getElementById(target)));
  if (dead.length) say(`links that lead nowhere: ${[...new Set(dead)].slice(0, 5).join(", ")}`);
}

// Every page is looked at in the widest view; those that differ most in all of them.
const inAllViews = new Set(["banking-service.html", "corner-shop.html", "hostile.html", "tara.html"]);

for (const name of pages) {
  for (const view of views) {
    if (!inAllViews.has(name) && view.name !== "wide") continue;
    const say = (what) => problems.push(`${name}, ${view.name}: ${what}`);
    const context = await browser.newContext({ viewport: { width: view.width, height: view.height }, colorScheme: view.dark ? "dark" : "light", reducedMotion: "reduce", bypassCSP: true });
    const page = await context.newPage();
    page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") say(`console: ${message.text()}`); });
    page.on("pageerror", (error) => say(`script: ${error.message}`));
    page.on("dialog", (dialog) => { say("a dialog opened"); dialog.dismiss(); });
    page.on("request", (request) => { if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) say(`asks the network for ${request.url()}`); });
    if (view.print) await page.emulateMedia({ media: "print" });
    await page.goto(pathToFileURL(`pages/${name}`).href);
    if (await page.evaluate(() => window.broken) !== undefined) say("a name in the model ran as script");
    // What is far away is not painted otherwise, and then nobody has looked at it.
    await page.addStyleTag({ content: ".t { content-visibility: visible !important }" }).catch(() => {});
    for (const problem of (await page.evaluate(layoutProblems)).slice(0, 8)) say(problem);
    await page.screenshot({ path: `screenshots/${name.replace(".html", "")}-${view.name}.png`, fullPage: true });
    if (view.axe) {
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      checks += result.passes.length + result.violations.length;
      for (const violation of result.violations) say(`axe ${violation.id}: ${violation.help}, at ${violation.nodes.slice(0, 2).map((node) => node.target.join(" ")).join(" and ")}`);
    }
    if (view.name === "wide") await usePage(page, say);
    if (view.print && name === "corner-shop.html") await page.pdf({ path: "screenshots/printed.pdf", format: "A4" });
    await context.close();
    ++looked;
  }
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(`${looked} views of ${pages.length} pages looked at, ${checks} accessibility checks, ${problems.length} problems; pictures in ${process.cwd()}/screenshots`);
process.exit(problems.length ? 1 : 0);
