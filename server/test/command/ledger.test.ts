import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/db/database.ts";
import { findRunningPostgres } from "../../src/db/embedded/attach.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type ServerProcess, serverProcess } from "../crash/server-process.ts";
import { liftGuards } from "../support/append-only.ts";
import { temporaryDirectory } from "../support/embedded-postgres.ts";
import { starway } from "./starway.ts";

async function pay({ url, sandbox }: ServerProcess): Promise<string> {
  const post = async (path: string, body: object) => {
    const headers = {
      authorization: `Bearer ${sandbox().direct.secret_key}`,
      "content-type": "application/json",
    };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()) as { id: string; status: string };
  };
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034 };
  const { id: payment_method } = await post("/v1/payment_methods", { type: "card", card });
  const paid = await post("/v1/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method,
    confirm: true,
  });
  expect(paid.status).toBe("succeeded");
  return paid.id;
}

/** Does something in the database of a running server that no server would do. */
async function vandalise(data_dir: string, statement: string): Promise<void> {
  const target = await findRunningPostgres(data_dir);
  if (target === undefined) throw new Error("the database does not run");
  const db = openDatabase({ target, log: silentLog });
  await db.transaction(async (transaction) => {
    await liftGuards(transaction);
    await transaction.query(statement);
  });
  await db.close();
}

test("an operator proves the ledger of a server at work, is told what somebody did to it, and keeps the proof", async () => {
  const server = await serverProcess(await temporaryDirectory());
  await server.start();
  onTestFinished(() => server.stop().then(() => {}));
  const [first, second, third] = [await pay(server), await pay(server), await pay(server)];
  const verify = (...flags: string[]) =>
    starway(["ledger", "verify", "--data-dir", server.data_dir, ...flags]);
  await expect
    .poll(async () => JSON.parse((await verify("--json")).output).books[0])
    .toMatchObject({ entries: 3, unsealed: 0, finding_count: 0, head: { sequence: expect.any(Number) } });

  const holds = await verify();
  expect(holds.output).toMatch(/^ {2}ok {4}acct_\w+ {2}Aurora Supply \(test\): 3 entries in \d seals?$/m);
  expect(holds.output).toContain("The ledger holds: 3 entries in 1 book.");
  expect(holds).toMatchObject({ code: 0, errors: "" });
  const proof = join(server.data_dir, "proof.json");
  await writeFile(proof, (await verify("--json")).output);

  const by_time = "(SELECT id FROM ledger_entries ORDER BY created_at, id LIMIT 1 OFFSET";
  await vandalise(server.data_dir, `UPDATE ledger_entries SET amounts = '{1,-1}' WHERE id = ${by_time} 0)`);
  await vandalise(
    server.data_dir,
    `INSERT INTO ledger_entries SELECT merchant_id, livemode, '01890000-0000-7000-8000-00000000000d', kind, payment_intent_id,
       currency, accounts, amounts, created_at FROM ledger_entries WHERE id = ${by_time} 1)`,
  );
  await vandalise(
    server.data_dir,
    "DELETE FROM ledger_entries WHERE id = (SELECT max(id::text)::uuid FROM ledger_entries)",
  );
  const broken = await verify("--since", proof);
  expect(broken.code).toBe(1);
  expect(broken.output).toMatch(/^ {2}FAIL {2}acct_\w+ {2}Aurora Supply \(test\): 3 entries/m);
  expect(broken.output).toMatch(new RegExp(`tampered, wrong: entry [0-9a-f-]{36} of payment ${first}\\. `));
  expect(broken.output).toMatch(
    new RegExp(`doubled: entry 01890000-0000-7000-8000-00000000000d of payment ${second}\\. `),
  );
  expect(broken.output).toMatch(new RegExp(`missing: entry [0-9a-f-]{36} of payment ${third}\\. `));
  expect(broken.output).toContain("The ledger does NOT hold: 3 things are wrong.");

  const { merchant_id } = server.sandbox().mor;
  expect(await verify("--merchant", merchant_id)).toMatchObject({ code: 0 });
  const nobody = await verify("--merchant", "acct_0000000000000000000000");
  expect(nobody).toMatchObject({ code: 2, output: "" });
  expect(nobody.errors).toContain("There is no merchant acct_0000000000000000000000");

  const kept = JSON.parse(readFileSync(proof, "utf8"));
  kept.books[0].head.sequence += 100;
  await writeFile(proof, JSON.stringify(kept));
  const cut = await verify("--json", "--since", proof);
  expect(JSON.parse(cut.output)).toMatchObject({ holds: false, finding_count: 4 });

  await server.stop();
  const alone = await verify();
  expect(alone.code).toBe(1);
  expect(alone.output).toContain("3 things are wrong");
}, 300_000);

test.each([
  ["an unknown flag", ["--everything"], /unknown option '--everything'/],
  ["a directory without a database", [], /There is no database in .*: name the server's data directory/],
  [
    "a file that is no proof",
    ["--since", "package.json"],
    /package\.json is not what `starway ledger verify --json`/,
  ],
])(
  "a proof that cannot be made ends with another code than one that fails: %s",
  async (_name, flags, told) => {
    const data_dir = await temporaryDirectory();
    const { code, errors, output } = await starway(["ledger", "verify", "--data-dir", data_dir, ...flags]);
    expect(code).toBe(2);
    expect(errors).toMatch(told);
    expect(output).toBe("");
  },
);

test("starway ledger verify --help says what it does, and what its codes mean", async () => {
  const { code, output } = await starway(["ledger", "verify", "--help"]);
  expect(code).toBe(0);
  expect(output).toMatch(/^Usage: starway ledger verify/);
  expect(output).toContain("Exit code: 0 the ledger holds");
});
