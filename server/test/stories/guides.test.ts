import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { useGuideBuyer } from "../support/guide-buyer.ts";
import { partsOf, skeletonOf } from "../support/guide-samples.ts";
import { type GuideScript, scriptOf } from "../support/guide-script.ts";
import { differences } from "../support/likeness.ts";
import { newMerchant } from "../support/new-merchant.ts";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();
const buyer = useGuideBuyer(server);

const FOLDER = new URL("../../../docs/guides/", import.meta.url);
/** What samples import: libraries that their readers install. */
const PACKAGES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
/** The guide to the browser SDK has a test of its own, in a browser. */
const guides = (await readdir(FOLDER)).filter((name) => !name.startsWith("browser-sdk.")).sort();
const english = guides.filter((name) => !name.endsWith(".zh-CN.md"));
const has_python = spawnSync("python3", ["--version"]).status === 0;
const PATIENCE_MS = 60_000;

const read = (name: string) => readFile(new URL(name, FOLDER), "utf8");

/** Runs a script in a folder of its own. Answers what each sample printed, by the sample's file. */
async function run({ text, programs, outputs }: GuideScript): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "starway-guide-"));
  try {
    await symlink(PACKAGES, join(folder, "node_modules"));
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

/** Where a guide shows something else than its samples print. */
async function brokenPromises(guide: string): Promise<string[]> {
  const script = scriptOf(partsOf(guide), has_python);
  const printed = await run(script);
  return script.outputs.flatMap(({ line, file, answer }) =>
    differences(JSON.parse(printed.get(file) ?? ""), JSON.parse(answer)).map(
      (found) => `line ${line}: ${found}`,
    ),
  );
}

test.concurrent.each(guides)("the guide %s does what it says", { timeout: PATIENCE_MS }, async (name) => {
  const guide = await read(name);
  expect(guide).toContain("```json answer");
  expect(await brokenPromises(guide)).toEqual([]);
});

const sample = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, "```"].join("\n");

test("a guide that promises what is not so is found, by the sample", async () => {
  const guide = [
    sample("bash run", 'total=7; echo "{ \\"total\\": $total }"'),
    sample("json answer", '{ "total": 7 }'),
    sample("js run", "console.log(JSON.stringify({ total: Number(process.env.total) }))"),
    sample("json answer", '{ "total": 8 }'),
  ].join("\n");
  expect(await brokenPromises(guide)).toEqual(["line 7: .total is 7, not 8"]);
});

test("a guide whose sample fails is found, by the line of the sample", async () => {
  const guide = `# Title\n${sample("bash run", "false | cat", "echo '{}'")}\n`;
  await expect(brokenPromises(guide)).rejects.toThrow(/line 2\n$/);
});

test("a translation that shows another sample is found, and one with other comments is the same", () => {
  const guide = sample("bash run", "echo 1 # one");
  expect(skeletonOf(sample("bash run", "echo 1 # 一"))).toEqual(skeletonOf(guide));
  expect(skeletonOf(sample("bash run", "echo 2 # one"))).not.toEqual(skeletonOf(guide));
  expect(skeletonOf(`# 标题\n${guide}`)).not.toEqual(skeletonOf(guide));
});

test.each(english)("the guide %s has the same samples and the same headings in Chinese", async (name) => {
  const chinese = await read(name.replace(/\.md$/, ".zh-CN.md"));
  expect(skeletonOf(chinese)).toEqual(skeletonOf(await read(name)));
});

test("every guide is there in both languages", () => {
  const twins = english.flatMap((name) => [name, name.replace(/\.md$/, ".zh-CN.md")]);
  expect(guides).toEqual(twins.sort());
});
