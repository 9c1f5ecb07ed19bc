import { expect, test } from "vitest";
import { hashSeal, NO_SEAL, signSeal } from "../../src/ledger/seals/seal.ts";
import { sealEntries } from "../../src/ledger/seals/seal-entries.ts";
import { sealLedgerJob } from "../../src/worker/jobs/seal-ledger.ts";
import { damage, newShop, prove, sealAll } from "../support/proof.ts";
import { paidIntent } from "../support/refunds.ts";
import { startBeside, type TestMerchant, useTestServer } from "../support/server.ts";

const server = useTestServer({ without_worker: true });

const POST = `INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
  VALUES ($1, false, $2, 'payment', $2, 'USD', '{acquirer_receivable,merchant_payable}', '{5,-5}', $3)`;

interface SealRow {
  sequence: number;
  entry_count: number;
  previous_hash: Buffer;
  hash: Buffer;
}

function sealsOf({ scope }: TestMerchant): Promise<SealRow[]> {
  return server.db.query<SealRow>("SELECT * FROM ledger_seals WHERE merchant_id = $1 ORDER BY sequence", [
    scope.merchant_id,
  ]);
}

async function sealedIn({ scope }: TestMerchant): Promise<Map<string, number>> {
  const rows = await server.db.query<{ id: string; sequence: number }>(
    "SELECT id, sequence FROM ledger_sealed_entries WHERE merchant_id = $1",
    [scope.merchant_id],
  );
  return new Map(rows.map(({ id, sequence }) => [id, sequence]));
}

async function problemsOf({ scope }: TestMerchant): Promise<string[]> {
  const { findings } = await prove(server.core, scope.merchant_id);
  return findings.map(
    ({ problems, seal_sequence, explanation }) => `${problems} ${seal_sequence}: ${explanation}`,
  );
}

const WAKER = { wake: () => {} };

/** A shop with so many seals, one entry in each. */
async function shopWithSeals(count: number): Promise<TestMerchant> {
  const shop = await newShop(server);
  for (let seal = 0; seal < count; seal++) {
    await paidIntent(shop);
    await sealAll(server.core);
  }
  expect(await sealsOf(shop)).toHaveLength(count);
  return shop;
}

test("the worker seals what was booked, each merchant in a chain of its own, and nothing twice", async () => {
  const [one, other] = [await newShop(server), await newShop(server)];
  for (const shop of [one, one, other]) await paidIntent(shop);
  const job = sealLedgerJob(server.core, { longest_wait_ms: 30_000, paymentsQueue: () => false });
  await job.run(WAKER);
  await job.run(WAKER);
  await paidIntent(one);
  await job.run(WAKER);
  const [first, second, ...more] = await sealsOf(one);
  expect(first).toMatchObject({ sequence: 1, entry_count: 2, previous_hash: NO_SEAL });
  expect(second).toMatchObject({ sequence: 2, entry_count: 1, previous_hash: first?.hash });
  expect(more).toEqual([]);
  expect(await sealsOf(other)).toMatchObject([{ sequence: 1, entry_count: 1, previous_hash: NO_SEAL }]);
  expect(await problemsOf(one)).toEqual([]);
});

test("while payments queue, sealing waits, for half a minute at most", async () => {
  const shop = await newShop(server);
  let queue = false;
  let now_ms = 0;
  const clock = { ...server.core.clock, monotonic_ms: () => now_ms };
  const job = sealLedgerJob(
    { ...server.core, clock },
    { longest_wait_ms: 30_000, paymentsQueue: () => queue },
  );
  const sealedAfter = async (passed_ms: number) => {
    now_ms += passed_ms;
    await paidIntent(shop);
    await job.run(WAKER);
    return (await sealsOf(shop)).length;
  };
  expect(await sealedAfter(5_000)).toBe(1);
  queue = true;
  expect(await sealedAfter(5_000)).toBe(1);
  expect(await sealedAfter(24_000)).toBe(1);
  expect(await sealedAfter(2_000)).toBe(2);
  expect(await sealedAfter(5_000)).toBe(2);
  queue = false;
  expect(await sealedAfter(5_000)).toBe(3);
  expect(await problemsOf(shop)).toEqual([]);
});

test("when there is nothing new, a run writes nothing", async () => {
  await shopWithSeals(1);
  const walks = () => server.db.query("SELECT *, xmin::text FROM ledger_seal_walks ORDER BY name");
  const before = await walks();
  expect(await sealEntries(server.core)).toEqual({ entries: 0, seals: 0, has_more: false });
  expect(await walks()).toEqual(before);
});

test("an entry that is committed late, after younger ones were sealed, is sealed when it appears", async () => {
  const shop = await newShop(server);
  const { merchant_id } = shop.scope;
  const now = server.clock.now();
  const [early, late] = [server.core.new_id(), server.core.new_id()];
  await server.db.transaction(async (open) => {
    await open.query(POST, [merchant_id, early, now]);
    await server.db.query(POST, [merchant_id, late, now]);
    await sealEntries(server.core);
    expect(await sealedIn(shop)).toEqual(new Map([[late, 1]]));
  });
  await sealEntries(server.core);
  expect(await sealedIn(shop)).toEqual(
    new Map([
      [late, 1],
      [early, 2],
    ]),
  );
});

test("an entry that appears where the worker has long been is found on its rounds", async () => {
  const shop = await newShop(server);
  const { merchant_id } = shop.scope;
  const now = server.clock.now();
  const late = server.core.new_id();
  await server.db.transaction(async (open) => {
    await open.query(POST, [merchant_id, late, now]);
    // More than the worker looks at in one go, so that it leaves the open one far behind.
    await server.db.query(
      `INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
       SELECT $1, false, ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid, 'payment', $2, 'USD',
              '{acquirer_receivable,merchant_payable}', '{5,-5}', $3 FROM generate_series(1, 20000) AS number`,
      [merchant_id, late, now],
    );
    let has_more = true;
    while (has_more) ({ has_more } = await sealEntries(server.core));
    expect((await sealedIn(shop)).size).toBe(20_000);
  });
  const [tail] = await server.db.query<{ block: number }>(
    "SELECT block FROM ledger_seal_walks WHERE name = 'tail'",
  );
  expect(tail?.block).toBeGreaterThan(128);
  for (let run = 0; run < 10 && !(await sealedIn(shop)).has(late); run++) await sealEntries(server.core);
  expect((await sealedIn(shop)).has(late)).toBe(true);
  const { findings } = await prove(server.core, merchant_id);
  expect(findings.filter(({ problems }) => problems.includes("broken_chain"))).toEqual([]);
});

test("many workers at once make one chain", async () => {
  const shop = await newShop(server);
  const beside = await startBeside(server);
  try {
    const pays = Array.from({ length: 30 }, () => paidIntent(shop));
    const workers = [server.core, beside.core].flatMap((core) => [core, core, core]);
    const seal = async (core: typeof server.core) => {
      for (let run = 0; run < 10; run++) await sealEntries(core);
    };
    await Promise.all([...pays, ...workers.map(seal)]);
    await sealAll(server.core);
  } finally {
    await beside.stop();
  }
  const seals = await sealsOf(shop);
  expect(seals.map(({ sequence }) => sequence)).toEqual(seals.map((_, index) => index + 1));
  expect(seals.reduce((sum, { entry_count }) => sum + entry_count, 0)).toBe(30);
  expect(await problemsOf(shop)).toEqual([]);
});

test("the database refuses a second seal in a chain's place", async () => {
  const shop = await shopWithSeals(1);
  const fork = server.db.query("INSERT INTO ledger_seals SELECT * FROM ledger_seals WHERE merchant_id = $1", [
    shop.scope.merchant_id,
  ]);
  await expect(fork).rejects.toThrow(/ledger_seals_pkey/);
});

test.each(["ledger_entries", "ledger_seals", "ledger_sealed_entries"])(
  "the database refuses to change or remove anything in %s",
  async (table) => {
    const change = "is append-only: what was written there is never changed";
    await expect(server.db.query(`UPDATE ${table} SET livemode = true`)).rejects.toThrow(change);
    await expect(server.db.query(`DELETE FROM ${table}`)).rejects.toThrow(change);
    await expect(server.db.query(`TRUNCATE ${table}`)).rejects.toThrow(change);
  },
);

test("a seal that was taken out of the chain is named, and so is what was in it", async () => {
  const shop = await shopWithSeals(3);
  const { merchant_id } = shop.scope;
  await damage(server.core, "DELETE FROM ledger_seals WHERE merchant_id = $1 AND sequence = 2", [
    merchant_id,
  ]);
  expect(await problemsOf(shop)).toEqual(["broken_chain 3: Seal 2 before it is gone."]);
});

test("a seal that was changed is named", async () => {
  const shop = await shopWithSeals(2);
  const { merchant_id } = shop.scope;
  await damage(
    server.core,
    "UPDATE ledger_seals SET sealed_at = sealed_at - interval '1 day' WHERE merchant_id = $1 AND sequence = 1",
    [merchant_id],
  );
  expect(await problemsOf(shop)).toEqual(["broken_chain 1: It was changed."]);
});

test("an entry that was taken off the list of its seal is noticed by the seal", async () => {
  const shop = await shopWithSeals(2);
  const { merchant_id } = shop.scope;
  await damage(server.core, "DELETE FROM ledger_sealed_entries WHERE merchant_id = $1 AND sequence = 2", [
    merchant_id,
  ]);
  expect(await problemsOf(shop)).toEqual([
    "broken_chain 2: Its list of entries is not the one that it was made of.",
  ]);
});

/** Makes a seal again from what it says now, as somebody could who has the code and the database, but not the key. */
async function forgeSeal({ scope }: TestMerchant, sequence: number, key: string | undefined): Promise<void> {
  const [row] = await server.db.query<Parameters<typeof hashSeal>[1]>(
    "SELECT * FROM ledger_seals WHERE merchant_id = $1 AND sequence = $2",
    [scope.merchant_id, sequence],
  );
  if (row === undefined) throw new Error(`no seal ${sequence}`);
  const hash = hashSeal(scope, row);
  const signature = key === undefined ? signSeal(server.core.vault, hash) : Buffer.alloc(32, key);
  await damage(
    server.core,
    "UPDATE ledger_seals SET hash = $3, signature = $4 WHERE merchant_id = $1 AND sequence = $2",
    [scope.merchant_id, sequence, hash, signature],
  );
}

test("whoever makes the chain again without the key is found by its signature", async () => {
  const shop = await shopWithSeals(2);
  const { merchant_id } = shop.scope;
  await damage(
    server.core,
    "UPDATE ledger_seals SET sealed_at = sealed_at - interval '1 day' WHERE merchant_id = $1 AND sequence = 2",
    [merchant_id],
  );
  await forgeSeal(shop, 2, "guess");
  expect(await problemsOf(shop)).toEqual([
    "broken_chain null: 1 of 2 seals do not bear this installation's signature: somebody without its key has made them.",
  ]);
});

test("whoever has even the key is found by what an earlier proof noted down", async () => {
  const shop = await shopWithSeals(2);
  const { merchant_id } = shop.scope;
  const earlier = await prove(server.core, merchant_id);
  const kept = earlier.books.flatMap(({ livemode, head }) =>
    head ? [{ merchant_id, livemode, ...head }] : [],
  );
  expect(kept).toMatchObject([{ sequence: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  await paidIntent(shop);
  await sealAll(server.core);
  expect((await prove(server.core, merchant_id, kept)).holds).toBe(true);
  await damage(
    server.core,
    "UPDATE ledger_seals SET sealed_at = sealed_at - interval '1 day' WHERE merchant_id = $1 AND sequence = 2",
    [merchant_id],
  );
  await forgeSeal(shop, 2, undefined);
  const [second] = (await sealsOf(shop)).slice(1);
  await damage(
    server.core,
    "UPDATE ledger_seals SET previous_hash = $2 WHERE merchant_id = $1 AND sequence = 3",
    [merchant_id, second?.hash],
  );
  await forgeSeal(shop, 3, undefined);
  expect(await problemsOf(shop)).toEqual([]);
  const { findings } = await prove(server.core, merchant_id, kept);
  expect(findings).toMatchObject([{ seal_sequence: 2, explanation: expect.stringContaining("made again") }]);
});

test("seals that were cut off at the end are found by what an earlier proof noted down", async () => {
  const shop = await shopWithSeals(2);
  const { merchant_id } = shop.scope;
  const kept = [{ merchant_id, livemode: false, sequence: 2, hash: "0".repeat(64) }];
  for (const table of ["ledger_seals", "ledger_sealed_entries"]) {
    await damage(server.core, `DELETE FROM ${table} WHERE merchant_id = $1`, [merchant_id]);
  }
  const { findings } = await prove(server.core, merchant_id, kept);
  expect(findings).toMatchObject([
    { seal_sequence: 2, explanation: "It was there at the earlier proof, and is gone." },
  ]);
});

test("how long entries have waited for their seals is among the metrics", async () => {
  const lag = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^starway_ledger_seal_lag_seconds (\S+)$/m.exec(text)?.[1]);
  };
  await sealAll(server.core);
  expect(await lag()).toBe(0);
  await paidIntent(await newShop(server));
  server.clock.advance(90_000);
  expect(await lag()).toBeGreaterThanOrEqual(90);
});
