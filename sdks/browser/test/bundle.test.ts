import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { integrityOf } from "../packaging.ts";
import type { Sdk } from "../src/types.ts";
import { buildSdk } from "./build-sdk.ts";

const NAMES = ["faststar.js", "faststar.min.js", "faststar.mjs", "faststar.min.mjs"];
const CASHIER = "https://cashier.faststarpay.com";

let files: Map<string, string>;
beforeAll(async () => {
  files = await buildSdk();
});

test.each(["faststar.min.js", "faststar.min.mjs"])("%s stays below 4 KB as it travels", (name) => {
  const served = (files.get(name) ?? "").replace("__STARWAY_CASHIER_ORIGIN__", CASHIER);
  expect(gzipSync(served, { level: 9 }).length).toBeLessThan(4096);
});

test("the build says every file's hash", () => {
  const hashes = NAMES.map((name) => [name, integrityOf(files.get(name) ?? "")]);
  expect(JSON.parse(files.get("sri.json") ?? "")).toEqual({
    version: manifest.version,
    files: Object.fromEntries(hashes),
  });
});

test("the package names only files that it has", () => {
  for (const path of JSON.stringify(manifest).match(/\.\/dist\/[^"]+/g) ?? []) {
    expect([...files.keys()]).toContain(path.slice("./dist/".length));
  }
  expect(JSON.parse(files.get("package.json") ?? "")).not.toHaveProperty("private");
});

describe.each(NAMES)("%s", (name) => {
  test("names the cashier's origin once, as a string that the server can replace", () => {
    const source = files.get(name) ?? "";
    expect(source.split("__STARWAY_CASHIER_ORIGIN__")).toHaveLength(2);
    expect(source).toContain('"__STARWAY_CASHIER_ORIGIN__"');
  });
});

describe.each(["faststar.js", "faststar.min.js"])("%s", (name) => {
  test("loads as a script, as CommonJS and as AMD, without touching the page", () => {
    const source = files.get(name) ?? "";
    const page: { FastStar?: Sdk } = {};
    runInNewContext(source, page);
    const module = { exports: {} as Sdk };
    runInNewContext(source, { module, exports: module.exports });
    let defined: Sdk | undefined;
    const define = (_dependencies: string[], factory: () => Sdk) => {
      defined = factory();
    };
    runInNewContext(source, { define: Object.assign(define, { amd: true }) });
    for (const sdk of [page.FastStar, module.exports, defined]) expectSdk(sdk);
  });
});

test.each(["faststar.mjs", "faststar.min.mjs"])(
  "%s loads as a module, where there is no page",
  async (name) => {
    const address = `data:text/javascript,${encodeURIComponent(files.get(name) ?? "")}`;
    expectSdk((await import(/* @vite-ignore */ address)).default);
  },
);

function expectSdk(sdk: Sdk | undefined): void {
  expect(sdk?.version).toBe(manifest.version);
  expect(Object.keys(sdk ?? {}).sort()).toEqual([
    ...["cards", "checkout", "init", "off", "on", "once", "version"],
  ]);
}
