import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSdk } from "./build-sdk.ts";

const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "faststar-types-"));
const library = join(directory, "node_modules/@starway/browser");

beforeAll(async () => {
  mkdirSync(library, { recursive: true });
  for (const [name, text] of await buildSdk()) writeFileSync(join(library, name), text);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What any shop does with the SDK, and what it must not be allowed to do. */
const USE = `
  FastStar.init({ locale: "zh-CN" });
  FastStar.on("checkout.success", (data) => data.client_reference_id?.toUpperCase());
  FastStar.once("checkout.error", ({ code, message }) => code + message);
  FastStar.checkout.open({ url: "https://pay.example.com/checkout/cs_1?token=t" });
  const session = { setup_intent_id: "seti_1", client_secret: "s" };
  const { opened, close } = FastStar.cards.add(session, {
    onSuccess: ({ payment_method }) => payment_method?.last4.length,
    onCancel: () => {},
    onError: ({ url }) => url?.length,
  });
  if (!opened) close();
  FastStar.cards.add({ data: session });
  FastStar.cards.add(Promise.resolve(session));
  // @ts-expect-error: there is no such event.
  FastStar.on("checkout.paid", () => {});
  // @ts-expect-error: a checkout has an address.
  FastStar.checkout.open({});
  // @ts-expect-error: a session has a secret.
  FastStar.cards.add({ setup_intent_id: "seti_1" });
  // @ts-expect-error: one language at a time.
  FastStar.init({ locale: "fr" });
`;

const NODE = ["--module", "nodenext"];
const BUNDLER = ["--module", "esnext", "--moduleResolution", "bundler"];
const IMPORT = `import FastStar, { type CardSaved, type Listener } from "@starway/browser";
  const saved: Listener<"cards.success"> = (card: CardSaved) => card.setup_intent_id;
  FastStar.off("cards.success", saved);`;
const REQUIRE = `import FastStar = require("@starway/browser");
  const saved: FastStar.Listener<"cards.success"> = (card: FastStar.CardSaved) => card.setup_intent_id;
  FastStar.off("cards.success", saved);`;

const GLOBAL = ["--types", "@starway/browser/global"];
const LATE = "export const late = window.FastStar?.version.length;";
const DOWNLOADED = `/// <reference path="./node_modules/@starway/browser/faststar.d.ts" />`;

test.each([
  ["a module of Node", "node.mts", IMPORT, NODE],
  ["a module of a bundler", "bundler.ts", IMPORT, BUNDLER],
  ["a CommonJS file", "common.cts", REQUIRE, NODE],
  ["a script on a page", "script.ts", "", [...BUNDLER, ...GLOBAL]],
  ["a script on a page of a shop that has only the file", "file.ts", DOWNLOADED, BUNDLER],
  ["a module on a page with the script", "page.mts", LATE, [...NODE, ...GLOBAL]],
])("%s is checked against the types", (_who, name, opening, options) => {
  const source = join(directory, name);
  writeFileSync(source, `${opening}\n{${USE}}`);
  const common = ["--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
  expect(run(TSC, [...common, ...options, source])).toBe("");
});

/** What a command prints; a failing one prints its complaints. */
function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", cwd: directory });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}
