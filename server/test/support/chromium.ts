import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { unpackChromium } from "./chromium-package.ts";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Which browser to start: the machine's own, the one from npm, or (the default) the first of these that is there. */
export interface LaunchOptions {
  source?: "system" | "package";
}

/** Starts a headless Chromium for browser tests; the caller closes it. Nothing is ever downloaded. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const system = options.source === "package" ? undefined : SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (system !== undefined) return chromium.launch({ executablePath: system, args: FLAGS });
  if (options.source === "system") throw new Error(`No browser at ${SYSTEM_BROWSERS.join(", ")}.`);
  const { executable, env } = unpackChromium();
  return chromium.launch({ executablePath: executable, args: FLAGS, env });
}
