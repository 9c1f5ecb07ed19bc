import { readFileSync, statSync } from "node:fs";
import { chmod, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/db/database.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type ServerProcess, serverProcess } from "../crash/server-process.ts";
import { postmasterPid, start as startPostgres, temporaryDirectory } from "../support/embedded-postgres.ts";
import { starway, starwayInBackground } from "./starway.ts";

/** The installation that most of these commands are run on. */
let installation: ServerProcess;
let is_running = false;

/** The installation's server, started if a test before has stopped it. */
async function runningServer(): Promise<ServerProcess> {
  if (!is_running) await installation.start();
  is_running = true;
  return installation;
}

async function stopServer(): Promise<number | null> {
  is_running = false;
  return installation.stop();
}

beforeAll(async () => {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "starway-test-")));
  // When root runs the tests, PostgreSQL runs as another user, who has to get in.
  await chmod(directory, 0o755);
  installation = await serverProcess(directory);
  await runningServer();
});

afterAll(async () => {
  await stopServer();
  await rm(installation.data_dir, { recursive: true, force: true });
});

async function takePayment(url: string, secret_key: string): Promise<string> {
  const post = async (path: string, body: object) =>
    (
      await fetch(`${url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret_key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      })
    ).json() as Promise<{ id: string; status: string }>;
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034 };
  const { id } = await post("/v1/payment_methods", { type: "card", card });
  const paid = await post("/v1/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method: id,
    confirm: true,
  });
  expect(paid.status).toBe("succeeded");
  return paid.id;
}

test("a PostgreSQL that is killed under a running server comes back, and payments go on", async () => {
  const server = await runningServer();
  const { secret_key } = server.sandbox().direct;
  const paid_before = await takePayment(server.url, secret_key);
  process.kill(await postmasterPid(server.data_dir), "SIGKILL");
  await expect.poll(() => server.output()).toContain("is started again");
  const isReady = async () => (await fetch(`${server.url}/readyz`)).ok;
  await expect.poll(isReady).toBe(true);
  await takePayment(server.url, secret_key);
  const authorization = `Bearer ${secret_key}`;
  const known = await fetch(`${server.url}/v1/payment_intents/${paid_before}`, {
    headers: { authorization },
  });
  expect(await known.json()).toMatchObject({ status: "succeeded" });
  expect(await stopServer()).toBe(0);
});

/** A database server that somebody else runs. */
async function foreignPostgres(): Promise<string> {
  const { connection } = await startPostgres({ data_dir: await temporaryDirectory() });
  const { host, port, user, database } = connection;
  return `postgres:///${database}?host=${encodeURIComponent(host)}&port=${port}&user=${user}`;
}

test("start tells a newcomer the shop, the keys and a curl that makes a session as it stands", async () => {
  const server = await runningServer();
  const { direct } = server.sandbox();
  await expect.poll(() => server.output()).toContain("Stop with Ctrl-C.");
  const printed = server.output();
  expect(printed).toContain(`${server.url}/demo`);
  expect(printed).toContain(direct.secret_key);
  const body = /-d '(.*)'/.exec(printed)?.[1] ?? "";
  const answer = await fetch(/curl (\S+)/.exec(printed)?.[1] ?? "", {
    method: "POST",
    headers: { "x-api-key": direct.secret_key, "content-type": "application/json" },
    body,
  });
  const { data } = (await answer.json()) as { data: { url: string } };
  expect((await fetch(data.url)).status).toBe(200);
});

test("the sandbox keys are kept for their owner's eyes only, and stay the same after a restart", async () => {
  const server = await runningServer();
  expect(statSync(join(server.data_dir, "sandbox.json")).mode & 0o777).toBe(0o600);
  const before = server.sandbox();
  await stopServer();
  await runningServer();
  expect(server.sandbox()).toEqual(before);
});

test("Ctrl-C stops everything in order, PostgreSQL included, and nothing is lost", async () => {
  const server = await runningServer();
  const { secret_key } = server.sandbox().direct;
  const intent_id = await takePayment(server.url, secret_key);
  const postmaster = Number(
    readFileSync(join(server.data_dir, "postgres/postmaster.pid"), "utf8").split("\n")[0],
  );
  expect(await stopServer()).toBe(0);
  expect(() => process.kill(postmaster, 0)).toThrow();
  await runningServer();
  const found = await fetch(`${server.url}/v1/payment_intents/${intent_id}`, {
    headers: { authorization: `Bearer ${secret_key}` },
  });
  expect(await found.json()).toMatchObject({ status: "succeeded", amount: 2000 });
});

test("a taken port is named, with what to do, and leaves nothing running", async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void blocker.close());
  const { port } = blocker.address() as { port: number };
  const data_dir = await temporaryDirectory();
  const { code, errors } = await starway(["start", "--port", String(port), "--data-dir", data_dir]);
  expect(code).toBe(1);
  expect(errors).toMatch(
    new RegExp(`^starway: Port ${port} is taken by another program: stop it, or .*\\n$`),
  );
  expect((await starway(["migrate", "--data-dir", data_dir])).code).toBe(0);
});

test("a data directory in use is refused, naming the process that uses it", async () => {
  const server = await runningServer();
  const { code, errors } = await starway(["start", "--port", "0", "--data-dir", server.data_dir]);
  expect(code).toBe(1);
  expect(errors).toMatch(/^starway: The data directory .* is in use by process \d+: .*\n$/);
});

test("a data directory that cannot be written is refused in one line", async () => {
  const file = join(await temporaryDirectory(), "a-file");
  await writeFile(file, "");
  const { code, errors } = await starway(["start", "--port", "0", "--data-dir", file]);
  expect(code).toBe(1);
  expect(errors.trim().split("\n")).toHaveLength(1);
  expect(errors).toContain("choose another data directory");
});

test("a database that does not answer is named without its password", async () => {
  const { code, errors } = await starway(["start", "--data-dir", await temporaryDirectory()], {
    DATABASE_URL: "postgres://starway:hush@127.0.0.1:1/starway",
  });
  expect(code).toBe(1);
  expect(errors).toMatch(/^starway: The database at 127\.0\.0\.1:1\/starway does not answer .*\n$/);
  expect(errors).not.toContain("hush");
});

test("a schema that is newer than the code is left alone", async () => {
  const url = await foreignPostgres();
  const data_dir = await temporaryDirectory();
  expect((await starway(["migrate", "--data-dir", data_dir], { DATABASE_URL: url })).code).toBe(0);
  const db = openDatabase({ target: { url }, log: silentLog });
  await db.query("INSERT INTO schema_migrations VALUES (9999, 'from-the-future', 'x', '2030-01-01')");
  await db.close();
  const { code, errors } = await starway(["start", "--port", "0", "--data-dir", data_dir], {
    DATABASE_URL: url,
  });
  expect(code).toBe(1);
  expect(errors).toMatch(/^starway: The database's schema is newer than this version of Starway .*\n$/);
});

test("with DATABASE_URL it runs on that server, the API and the worker as processes of their own", async () => {
  const DATABASE_URL = await foreignPostgres();
  const server = await serverProcess(await temporaryDirectory(), { DATABASE_URL }, "api");
  onTestFinished(() => server.stop().then(() => {}));
  await server.start();
  const flags = ["--data-dir", server.data_dir];
  onTestFinished(await starwayInBackground(["worker", ...flags], { DATABASE_URL }));
  await takePayment(server.url, server.sandbox().direct.secret_key);
  const { code, output } = await starway(["doctor", "--port", new URL(server.url).port, ...flags], {
    DATABASE_URL,
  });
  expect(output).toContain("ok    a webhook arrives, signed");
  expect(code).toBe(0);
});

test("doctor makes a real payment and finds every part well, beside a running server and alone", async () => {
  const server = await runningServer();
  const flags = ["--data-dir", server.data_dir, "--port", new URL(server.url).port];
  const beside = await starway(["doctor", ...flags]);
  expect(beside.output).toContain("ok    a webhook arrives, signed");
  expect(beside.code).toBe(0);
  await stopServer();
  const alone = await starway(["doctor", ...flags]);
  expect(alone.output).toContain("ok    the ledger balances");
  expect(alone.output).not.toContain("FAIL");
  expect(alone.code).toBe(0);
});

test("keys lists what works without showing it, and makes new keys that do", async () => {
  const server = await runningServer();
  const { merchant_id } = server.sandbox().direct;
  await stopServer();
  const made = await starway(["keys", "create", "--merchant", merchant_id, "--data-dir", server.data_dir]);
  const key = made.output.split("\n")[0] ?? "";
  expect(key).toMatch(/^sk_test_[0-9A-Za-z]{32}$/);
  const listed = await starway(["keys", "--data-dir", server.data_dir]);
  expect(listed.output).toContain(`${key.slice(0, 8)}…${key.slice(-4)}`);
  expect(listed.output).not.toContain(key);
  await runningServer();
  await takePayment(server.url, key);
});

test.each(["start", "api", "worker", "migrate", "keys", "doctor", "ledger"])(
  "starway %s --help says what it does",
  async (name) => {
    const { code, output } = await starway([name, "--help"]);
    expect(code).toBe(0);
    expect(output).toMatch(new RegExp(`^Usage: starway ${name}`));
  },
);
