/**
 * Looks for accessibility violations and breaches of the security policy in every state of the page:
 * `node dev/check.mjs [folder for screenshots] [states, separated by commas]`.
 */
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { launchBrowser } from "./browser.mjs";
import { startMockServer } from "./mock-server.mjs";
import { states } from "./states.mjs";

const folder = process.argv[2];
const only = process.argv[3];
const locales = ["en", "zh-CN"];
const colorSchemes = ["light", "dark"];
const sizes = ["320x640", "390x844", "1280x800"];
const all = locales.flatMap((locale) =>
  colorSchemes.flatMap((colorScheme) => sizes.map((size) => ({ locale, colorScheme, size }))),
);
// Without screenshots, both themes and both languages are looked at once, at the ends of the range of sizes.
const quick = [
  { locale: "en", colorScheme: "light", size: "320x640" },
  { locale: "zh-CN", colorScheme: "dark", size: "1280x800" },
];
const variants = folder ? all : quick;
let failures = 0;

async function look(browser, sessions, origin, name, { locale, colorScheme, size }) {
  const { id, query = "", steps } = states[name];
  const [width, height] = size.split("x").map(Number);
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  // The shop to return to is not part of the check: the page stays where it is.
  await context.route("**/thanks*", (route) => route.fulfill({ status: 204 }));
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  sessions.delete(id);
  await page.goto(`${origin}/checkout/${id}?token=dev&locale=${locale}&${query}`);
  await page.locator("body").evaluate(() => document.fonts.ready);
  await steps?.(page);

  const label = `${name}-${locale}-${colorScheme}-${size}`;
  if (folder) await page.screenshot({ path: `${folder}/${label}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const expected = /Failed to load resource/;
  const problems = [
    ...violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" | ")}`),
    ...said.filter((text) => !expected.test(text)),
    ...(tooWide ? ["scrolls sideways"] : []),
  ];
  failures += problems.length;
  for (const problem of problems) console.log(`${label}  ${problem}`);
  await context.close();
}

if (folder) await mkdir(folder, { recursive: true });
const { server, sessions, origin } = await startMockServer(0);
const browser = await launchBrowser();
for (const name of only ? only.split(",") : Object.keys(states)) {
  for (const variant of variants) await look(browser, sessions, origin, name, variant);
}
await browser.close();
server.close();
console.log(failures === 0 ? "No violations." : `${failures} problems.`);
process.exitCode = failures === 0 ? 0 : 1;
