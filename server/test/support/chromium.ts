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

export interface LaunchOptions {
  /** The machine's own browser or the one from npm; the default is the first of these that is there. */
  source?: "system" | "package";
  /** Flags that playwright would set, to be left out: then popups are blocked, or pages kept, as for any buyer. */
  without_flags?: string[];
}

/** Starts a headless Chromium for browser tests; the caller closes it. Nothing is ever downloaded. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const system = options.source === "package" ? undefined : SYSTEM_BROWSERS.find((path) => existsSync(path));
  const common = { args: FLAGS, ignoreDefaultArgs: options.without_flags };
  if (system !== undefined) return chromium.launch({ ...common, executablePath: system });
  if (options.source === "system") throw new Error(`No browser at ${SYSTEM_BROWSERS.join(", ")}.`);
  const { executable, env } = unpackChromium();
  return chromium.launch({ ...common, executablePath: executable, env });
}
