import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { useGuideBuyer } from "../support/guide-buyer.ts";
import { partsOf, skeletonOf } from "../support/guide-samples.ts";
import { type GuideScript, scriptOf } from "../support/guide-script.ts";
import { differences } from "../support/likeness.ts";
import { newMerchant } from "../support/new-merchant.ts";
import { freePort, useTestServer } from "../support/server.ts";

const server = useTestServer();
const buyer = useGuideBuyer(server);

const FOLDER = new URL("../../../docs/guides/", import.meta.url);
const guides = (await readdir(FOLDER)).filter((name) => name.endsWith(".md")).sort();
const english = guides.filter((name) => !name.endsWith(".zh-CN.md"));
const has_python = spawnSync("python3", ["--version"]).status === 0;
const PATIENCE_MS = 60_000;

const read = (name: string) => readFile(new URL(name, FOLDER), "utf8");

/** Runs a script in a folder of its own. Answers what each sample printed, by the sample's file. */
async function run({ text, programs, outputs }: GuideScript): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "starway-guide-"));
  try {
    for (const program of programs) await writeFile(join(folder, program.name), program.text);
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE: process.execPath,
      OUT: folder,
      PORT: String(await freePort()),
      BUYER_URL: buyer.url,
      STARWAY_URL: server.url,
      API_KEY: await newMerchant(server),
    };
    await promisify(execFile)("bash", ["-c", text], { cwd: folder, env, timeout: PATIENCE_MS });
    const printed = outputs.map(
      async ({ file }) => [file, await readFile(join(folder, file), "utf8")] as const,
    );
    return new Map(await Promise.all(printed));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(guides)("the guide %s", (name) => {
  test("does what it says, and gets the answers that it shows", { timeout: PATIENCE_MS }, async () => {
    const script = scriptOf(partsOf(await read(name)), has_python);
    const printed = await run(script);
    expect(script.outputs.length).toBeGreaterThan(0);
    for (const { line, file, answer } of script.outputs) {
      const actual = JSON.parse(printed.get(file) ?? "");
      expect(differences(actual, JSON.parse(answer)), `${name}:${line}`).toEqual([]);
    }
  });
});

test.each(english)("the guide %s has the same samples and the same headings in Chinese", async (name) => {
  const chinese = await read(name.replace(/\.md$/, ".zh-CN.md"));
  expect(skeletonOf(chinese)).toEqual(skeletonOf(await read(name)));
});

test("every guide is there in both languages", () => {
  const twins = english.flatMap((name) => [name, name.replace(/\.md$/, ".zh-CN.md")]);
  expect(guides).toEqual(twins.sort());
});
