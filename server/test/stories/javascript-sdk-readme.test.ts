import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { samplesToRun } from "../../../scripts/markdown-samples.ts";
import { Onerway } from "../../../sdks/javascript/src/node.ts";
import { type PackedSdk, packSdk } from "../../../sdks/javascript/test/support/package.ts";
import { freePort } from "../support/free-port.ts";
import { skeletonOf } from "../support/guide-samples.ts";
import { newMerchant } from "../support/new-merchant.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";

const server = useTestServer();
const FOLDER = new URL("../../../sdks/javascript/", import.meta.url);
const READMES = ["README.md", "README.zh-CN.md"];
const PATIENCE = { timeout: 10_000, interval: 20 };

const read = (name: string) => readFile(new URL(name, FOLDER), "utf8");

/** What the samples print that end by themselves. The one for browsers has a test in a browser. */
const PRINTED = {
  pay: /^succeeded 2000\n$/,
  decline: /^insufficient_funds requires_payment_method\n$/,
  once: /^true\n$/,
  list: /^2 true\nc@example\.com\nb@example\.com\na@example\.com\n3\n$/,
};

let project: string;
let packed: PackedSdk;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "onerway-readme-"));
  packed = await packSdk();
  await packed.install(project);
}, 60_000);
afterAll(async () => {
  await rm(project, { recursive: true, force: true });
  await packed?.remove();
});

test("both languages show the same samples under the same headings, and each of them is run", async () => {
  const [english = "", chinese = ""] = await Promise.all(READMES.map(read));
  expect(skeletonOf(chinese)).toEqual(skeletonOf(english));
  const names = ["client", "browser", "webhook", ...Object.keys(PRINTED)];
  expect([...samplesToRun(english).keys()].sort()).toEqual(names.sort());
});

describe.each(READMES)("%s", (name) => {
  let program: (sample: string) => Promise<string>;

  beforeAll(async () => {
    const samples = samplesToRun(await read(name));
    const codeOf = (sample: string) => samples.get(sample)?.code ?? "";
    program = async (sample) => {
      const file = join(project, `${name}-${sample}.mjs`);
      const code = `${codeOf("client")}\n${codeOf(sample)}`;
      await writeFile(file, code.replaceAll("http://127.0.0.1:8080", server.url));
      return file;
    };
  });

  test.each(Object.entries(PRINTED))("the sample %s does what it says", async (sample, printed) => {
    const apiKey = await newMerchant(server);
    const client = new Onerway(apiKey, { baseUrl: server.url });
    for (const name of ["a", "b", "c"]) await client.customers.create({ email: `${name}@example.com` });
    const env = { PATH: process.env.PATH, ONERWAY_API_KEY: apiKey };
    const { stdout } = await promisify(execFile)(process.execPath, [await program(sample)], { env });
    expect(stdout).toMatch(printed);
  });

  test("the sample webhook believes what is ours, and nothing else", async () => {
    const apiKey = await newMerchant(server);
    const client = new Onerway(apiKey, { baseUrl: server.url });
    const url = `http://127.0.0.1:${await freePort()}/`;
    const { secret } = await client.webhookEndpoints.create({ url, enabled_events: ["*"] });
    const file = await program("webhook");
    await writeFile(file, (await readFile(file, "utf8")).replace("4242, ", `${new URL(url).port}, `));
    const env = { PATH: process.env.PATH, ONERWAY_API_KEY: apiKey, ONERWAY_WEBHOOK_SECRET: secret };
    const receiver: ChildProcess = spawn(process.execPath, [file], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    receiver.stdout?.on("data", (text) => {
      printed += text;
    });
    try {
      const post = (headers = {}) =>
        fetch(url, { method: "POST", body: "{}", headers }).catch(() => undefined);
      await expect.poll(async () => (await post())?.status, PATIENCE).toBe(400);
      const forged = client.webhooks.generateTestHeader({ payload: "{}", secret: `${secret}x` });
      expect((await post({ "onerway-signature": forged }))?.status).toBe(400);
      const card = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
      const method = await client.paymentMethods.create({ type: "card", card });
      const order = { amount: 2000, currency: "usd", payment_method: method.id, confirm: true };
      const { id } = await client.paymentIntents.create(order);
      await expect.poll(() => printed, PATIENCE).toBe(`paid: ${id}\n`);
    } finally {
      receiver.kill();
    }
  });
});
