import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";

interface Hashes {
  readonly version: string;
  readonly cashier_origin: string;
  readonly files: Readonly<Record<string, { readonly url: string; readonly integrity: string }>>;
}

const server = useTestServer();
const directory = mkdtempSync(join(tmpdir(), "starway-sdk-"));
afterAll(() => rmSync(directory, { recursive: true }));

const get = (path: string, headers = {}) => send(`${server.url}/sdk/v1/${path}`, { headers });
const hashes = async () => (await send<Hashes>(`${server.url}/sdk/v1/sri.json`)).body;

describe.each(["faststar.js", "faststar.min.js", "faststar.mjs", "faststar.min.mjs"])("%s", (name) => {
  test("names this installation's cashier, and loads on any site", async () => {
    const { status, headers, text } = await get(name);
    expect(status).toBe(200);
    expect(text).toContain(`"${server.url}"`);
    expect(text).not.toContain("__STARWAY");
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=300",
    });
  });

  test("has the hash that sri.json says, at an address that may be kept for ever", async () => {
    const { url, integrity } = (await hashes()).files[name] ?? { url: "", integrity: "" };
    expect(new URL(url).origin).toBe(server.url);
    const { text, headers } = await send(url);
    expect(integrity).toBe(`sha384-${createHash("sha384").update(text).digest("base64")}`);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("is not sent again to those who have it, whatever stood in between", async () => {
    const etag = (await get(name)).headers.get("etag") ?? "";
    for (const tag of [etag, etag.replace("W/", ""), `"other", ${etag}`, "*"]) {
      const { status, text } = await get(name, { "if-none-match": tag });
      expect([status, text]).toEqual([304, ""]);
    }
    expect((await get(name, { "if-none-match": '"other"' })).status).toBe(200);
    const head = await send(`${server.url}/sdk/v1/${name}`, { method: "HEAD" });
    expect([head.status, head.text, head.headers.get("etag")]).toEqual([200, "", etag]);
  });

  test("travels compressed to those who can read that, and plain to the others", async () => {
    const [zipped, plain] = [await get(name), await get(name, { "accept-encoding": "identity" })];
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(zipped.headers.get("vary")).toContain("Accept-Encoding");
    expect(zipped.text).toBe(plain.text);
  });
});

test("an address that names another version gets today's file, which no cache may keep for ever", async () => {
  for (const query of ["?v=of-last-year", "?v=a&v=b", "?v", "?other=1"]) {
    const { status, headers } = await get(`faststar.min.js${query}`);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=300"]);
  }
});

test("the hashes are asked for anew each time, and any site may read them", async () => {
  const { headers, body } = await get("sri.json");
  expect(headers.get("cache-control")).toBe("no-cache");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(body).toMatchObject({
    cashier_origin: server.url,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  expect((await get("sri.json", { "if-none-match": headers.get("etag") })).status).toBe(304);
});

/** What a command prints, in the folder of a shop. */
async function run(command: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(command, args, { cwd: directory })).stdout;
}

test("npm installs the package of this server, for import and for require", async () => {
  writeFileSync(join(directory, "package.json"), '{ "name": "shop", "private": true }');
  const nowhere = "http://127.0.0.1:9";
  const flags = ["--cache", join(directory, "cache"), "--registry", nowhere, "--no-audit", "--no-fund"];
  await run("npm", "install", ...flags, `${server.url}/sdk/v1/faststar.tgz`);
  await run("npm", "ci", ...flags);
  const required = await run("node", "-p", "require('@starway/browser').version");
  const module = "import FastStar from '@starway/browser'; console.log(FastStar.version)";
  expect(await run("node", "--input-type=module", "-e", module)).toBe(required);
  expect(required).toMatch(/^\d+\.\d+\.\d+\n$/);
  const installed = join(directory, "node_modules/@starway/browser");
  expect(readFileSync(join(installed, "faststar.js"), "utf8")).toContain(`"${server.url}"`);
  expect(readdirSync(installed)).toEqual(
    expect.arrayContaining(["faststar.d.mts", "faststar.d.ts", "global.d.mts"]),
  );
});
