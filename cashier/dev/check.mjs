/**
 * Looks for accessibility violations and breaches of the security policy in every state, language and theme:
 * `npm run check -w cashier [-- <folder for screenshots>]`.
 */
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startMockServer } from "./mock-server.mjs";
import { states } from "./states.mjs";

const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";
const folder = process.argv[2];
const only = process.argv[3];
const sizes = folder ? ["320x640", "390x844", "1280x800"] : ["320x640", "1280x800"];
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
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: FLAGS.split(" ") });
for (const name of only ? only.split(",") : Object.keys(states)) {
  for (const locale of ["en", "zh-CN"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const size of sizes) await look(browser, sessions, origin, name, { locale, colorScheme, size });
    }
  }
}
await browser.close();
server.close();
console.log(failures === 0 ? "No violations." : `${failures} problems.`);
process.exitCode = failures === 0 ? 0 : 1;
