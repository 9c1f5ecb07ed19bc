import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sdk } from "../src/types.ts";
import { buildSdk } from "./build-sdk.ts";

let files: Map<string, string>;
const directory = mkdtempSync(join(tmpdir(), "faststar-"));

beforeAll(async () => {
  files = await buildSdk();
});
afterAll(() => rmSync(directory, { recursive: true }));

test("the minified file stays below 4 KB gzipped", () => {
  expect(gzipSync(files.get("faststar.min.js") ?? "").length).toBeLessThan(4096);
});

describe.each(["faststar.js", "faststar.min.js"])("%s", (name) => {
  const source = () => files.get(name) ?? "";

  test("names the cashier's origin once, as a string that the server can replace", () => {
    expect(source().split("__STARWAY_CASHIER_ORIGIN__")).toHaveLength(2);
    expect(source()).toContain('"__STARWAY_CASHIER_ORIGIN__"');
  });

  test("loads as a script, as CommonJS and as AMD, without touching the page", () => {
    const page: { FastStar?: Sdk } = {};
    runInNewContext(source(), page);
    const module = { exports: {} as Sdk };
    runInNewContext(source(), { module, exports: module.exports });
    let defined: Sdk | undefined;
    const define = (_dependencies: string[], factory: () => Sdk) => {
      defined = factory();
    };
    runInNewContext(source(), { define: Object.assign(define, { amd: true }) });

    for (const sdk of [page.FastStar, module.exports, defined]) {
      expect(sdk?.version).toBe(packageVersion());
      expect(Object.keys(sdk ?? {}).sort()).toEqual(["checkout", "init", "off", "on", "once", "version"]);
    }
  });
});

test("the type declarations serve a merchant's TypeScript, by import and as a global", () => {
  writeFileSync(join(directory, "faststar.d.ts"), files.get("faststar.d.ts") ?? "");
  writeFileSync(
    join(directory, "shop.ts"),
    `import FastStar = require("./faststar");
     FastStar.on("checkout.success", (data) => data.client_reference_id?.toUpperCase());
     const listener: FastStar.Listener<"checkout.error"> = ({ code }) => code.length;
     FastStar.once("checkout.error", listener);
     FastStar.checkout.open({ url: "https://pay.example.com/checkout/cs_1?token=t" });
     // @ts-expect-error: there is no such event.
     FastStar.on("checkout.paid", () => {});`,
  );
  writeFileSync(join(directory, "page.ts"), `window.onload = () => FastStar.init({ locale: "zh-CN" });`);
  const tsc = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
  const options = ["--noEmit", "--strict", "--module", "commonjs", "--lib", "es2022,dom", "--types", ""];
  const sources = ["faststar.d.ts", "shop.ts", "page.ts"].map((name) => join(directory, name));
  expect(run(tsc, ["--ignoreConfig", ...options, ...sources])).toBe("");
});

function packageVersion(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}

/** What a command prints; a failing one prints its complaints. */
function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8" });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}
