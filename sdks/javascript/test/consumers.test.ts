import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runInNewContext } from "node:vm";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { useScriptedApi } from "./support/api.ts";
import { type PackedSdk, packSdk, TSC } from "./support/package.ts";

const run = promisify(execFile);
const api = useScriptedApi();
const TYPES = fileURLToPath(new URL("../../../node_modules/@types", import.meta.url));
const LONG = 300_000;

let project: string;
let packed: PackedSdk;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "onerway-consumer-"));
  packed = await packSdk();
  await packed.install(project);
}, LONG);
afterAll(async () => {
  await rm(project, { recursive: true, force: true });
  await packed?.remove();
});

const secret = "whsec_c3RhcndheQ==";
const payload = JSON.stringify({ id: "evt_1", type: "payment_intent.succeeded" });

/** Signed when it is asked for: it is good for five minutes. */
function header(): string {
  const time = Math.floor(Date.now() / 1000);
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${payload}`).digest("hex")}`;
}

beforeEach(() => api.answer({ body: { id: "pi_1", object: "payment_intent", status: "succeeded" } }));

/** Pays, and verifies a webhook in whatever way there is. */
const PROGRAM = `
  const client = new Onerway(KEY, { baseUrl: BASE_URL });
  const intent = await client.paymentIntents.create({ amount: 2000, currency: "usd" });
  const later = await client.webhooks.constructEventAsync(PAYLOAD, HEADER, SECRET);
  let now;
  try { now = Onerway.webhooks.constructEvent(PAYLOAD, HEADER, SECRET).id } catch (error) { now = error.message }
`;
const REPORT = `report(JSON.stringify({ status: intent.status, later: later.id, now }));`;

const values = () => ({
  KEY: "sk_test_1",
  BASE_URL: api.url,
  PAYLOAD: payload,
  HEADER: header(),
  SECRET: secret,
});

function constants(): string {
  const declared = Object.entries(values()).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value)};`,
  );
  return `${declared.join("\n")}\nconst report = (text) => console.log(text);\n`;
}

async function runFile(name: string, text: string, flags: string[] = []): Promise<unknown> {
  await writeFile(join(project, name), text);
  const { stdout } = await run(process.execPath, [...flags, join(project, name)], { cwd: project });
  return JSON.parse(stdout);
}

const ALL_DONE = { status: "succeeded", later: "evt_1", now: "evt_1" };

test("the package has what it names, and nothing else", () => {
  for (const path of JSON.stringify(manifest).match(/\.\/dist\/[^"]+/g) ?? []) {
    expect(packed.files).toContain(path.slice(2));
  }
  const others = packed.files.filter((path) => !path.startsWith("dist/"));
  expect(others.sort()).toEqual(["README.md", "README.zh-CN.md", "package.json"]);
  expect(manifest).not.toHaveProperty("dependencies");
});

test("a module of Node pays and verifies webhooks", async () => {
  for (const opening of ["import Onerway from", "import { Onerway } from"]) {
    const text = `${opening} "@onerway/payments";\n${constants()}${PROGRAM}${REPORT}`;
    expect(await runFile("module.mjs", text)).toEqual(ALL_DONE);
  }
});

test("so it does in a Node without global cryptography, as version 18 is", async () => {
  const text = `import Onerway from "@onerway/payments";\n${constants()}${PROGRAM}${REPORT}`;
  expect(await runFile("old.mjs", text, ["--no-experimental-global-webcrypto"])).toEqual(ALL_DONE);
});

test.each([
  'const Onerway = require("@onerway/payments");',
  'const { Onerway } = require("@onerway/payments");',
  'const Onerway = require("@onerway/payments").default;',
])("a CommonJS file does with %s", async (opening) => {
  const text = `${opening}\n${constants()}(async () => {${PROGRAM}${REPORT}})();`;
  expect(await runFile("common.cjs", text)).toEqual(ALL_DONE);
});

test("errors are of the classes that the package exports, in both kinds of modules", async () => {
  api.answer({ status: 402, body: { error: { type: "card_error", code: "card_declined", message: "No." } } });
  const program = `client.paymentIntents.confirm("pi_1").catch((error) => report(JSON.stringify([
    error instanceof CardError, error instanceof OnerwayError, error instanceof Error, error.name])));`;
  const start = `${constants()}const client = new Onerway(KEY, { baseUrl: BASE_URL });`;
  const names = "{ CardError, Onerway, OnerwayError }";
  const answers = [
    await runFile("errors.mjs", `import ${names} from "@onerway/payments";${start}${program}`),
    await runFile("errors.cjs", `const ${names} = require("@onerway/payments");${start}${program}`),
  ];
  for (const answer of answers) expect(answer).toEqual([true, true, true, "CardError"]);
});

/** A worker at the edge of a network, as bundlers for such make it: no Node at all. */
async function bundleWorker(): Promise<string> {
  const entry = join(project, "worker.js");
  await writeFile(
    entry,
    `import Onerway from "@onerway/payments";\nexport async function work() {${PROGRAM} return { status: intent.status, later: later.id, now }; }`,
  );
  const built = await build({
    configFile: false,
    root: project,
    logLevel: "silent",
    resolve: { conditions: ["workerd", "worker", "browser"] },
    build: { write: false, minify: true, lib: { entry, formats: ["iife"], name: "worker" } },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}

test("a worker without Node pays, and verifies webhooks asynchronously", async () => {
  const code = await bundleWorker();
  expect(code).not.toMatch(/node:|require\(/);
  const { AbortController, Headers, TextDecoder, TextEncoder, URL, clearTimeout, crypto, fetch, setTimeout } =
    globalThis;
  const platform = {
    AbortController,
    Headers,
    TextDecoder,
    TextEncoder,
    URL,
    clearTimeout,
    crypto,
    fetch,
    setTimeout,
  };
  const answer = await runInNewContext(`${code};\nworker.work()`, { ...platform, Uint8Array, ...values() });
  expect({ ...answer }).toEqual({ ...ALL_DONE, now: expect.stringContaining("await constructEventAsync") });
  expect(api.requests[0]?.headers["user-agent"]).not.toMatch(/onerway/);
});

test("what is for browsers and workers has nothing of Node", () => {
  const portable = ["index.mjs", "shared.mjs"].map((name) =>
    readFileSync(join(project, "node_modules/@onerway/payments/dist", name), "utf8"),
  );
  expect(portable.join()).not.toMatch(/from "node:|require\(/);
});

const USE = `
  const client = new Onerway("sk_test_1", { baseUrl: "https://pay.example.com", timeout: 5_000 });
  export async function pay(): Promise<string> {
    const intent = await client.paymentIntents.create(
      { amount: 2000, currency: "usd", metadata: { order_id: "7" } },
      { idempotencyKey: "order_7", signal: new AbortController().signal },
    );
    const status: "succeeded" | "processing" | string = intent.status;
    const requestId: string | undefined = intent.lastResponse.requestId;
    for await (const endpoint of client.webhookEndpoints.list({ limit: 3 })) endpoint.enabled_events.length;
    const page = await client.webhookEndpoints.list();
    const first: WebhookEndpoint | undefined = page.data[0];
    const gone: true = (await client.webhookEndpoints.del("we_1")).deleted;
    return status + requestId + page.has_more + first?.url + gone;
  }
  export function handle(body: Uint8Array, header: string | null): PaymentIntent["status"] | undefined {
    const event: Event = Onerway.webhooks.constructEvent(body, header, "whsec_1");
    if (event.type === "payment_intent.succeeded") return event.data.object.status;
    return undefined;
  }
  export function explain(error: unknown): string | undefined {
    if (error instanceof CardError) return error.decline_code ?? error.payment_intent?.id;
    return error instanceof OnerwayError ? error.request_id : undefined;
  }
  // @ts-expect-error: an amount is a number.
  client.paymentIntents.create({ amount: "2000", currency: "usd" });
  // @ts-expect-error: a currency is needed.
  client.paymentIntents.create({ amount: 2000 });
  // @ts-expect-error: there is no such parameter.
  client.paymentIntents.create({ amount: 2000, currency: "usd", amout: 1 });
  // @ts-expect-error: there is no such reason.
  client.paymentIntents.cancel("pi_1", { cancellation_reason: "boredom" });
  // @ts-expect-error: there is no such option.
  client.paymentIntents.cancel("pi_1", {}, { idempotency: "order_7" });
`;
const IMPORT = `import Onerway, { CardError, OnerwayError, type Event, type PaymentIntent, type WebhookEndpoint } from "@onerway/payments";`;

const DOM = ["--lib", "es2022,dom,dom.asynciterable", "--types", ""];
const NODE_ONLY = ["--lib", "es2022", "--types", "node", "--typeRoots", TYPES];
const NODENEXT = ["--module", "nodenext"];
const BUNDLER = ["--module", "esnext", "--moduleResolution", "bundler"];

test.each([
  ["a module of Node", "use.mts", [...NODENEXT, ...NODE_ONLY, "--skipLibCheck"]],
  ["a CommonJS file of Node", "use.cts", [...NODENEXT, ...NODE_ONLY, "--skipLibCheck"]],
  ["a module of a bundler for browsers", "bundled.ts", [...BUNDLER, ...DOM]],
])("%s is checked against the types", async (_who, name, options) => {
  const source = join(project, name);
  await writeFile(source, `${IMPORT}\n${USE}`);
  const common = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--target",
    "es2022",
  ];
  const checked = run(TSC, [...common, ...options, source], { cwd: project });
  const complaints = await checked.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  expect(complaints).toBe("");
});

test("the parts of the package are of the kind of module that their folder says", () => {
  const require = createRequire(join(project, "index.js"));
  expect(require.resolve("@onerway/payments")).toMatch(/dist\/node\.cjs$/);
  const folder = join(project, "node_modules/@onerway/payments/dist");
  expect(readFileSync(join(folder, "types-commonjs/package.json"), "utf8")).toContain("commonjs");
  expect(readFileSync(join(folder, "types/index.d.ts"), "utf8")).not.toMatch(/from "\.[^"]*\.ts"/);
});
