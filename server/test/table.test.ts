import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue } from "../src/db/claim-due.ts";
import { table } from "../src/db/table.ts";
import type { Database } from "../src/db/types.ts";
import { addMilliseconds } from "../src/kit/clock.ts";
import { openTestDatabase } from "./support/database.ts";

interface Parcel {
  readonly id: string;
  readonly recipient: string;
  readonly status: string;
  readonly weight: number;
  readonly stamps: readonly string[];
  readonly contents: Readonly<Record<string, unknown>>;
  readonly seal: Readonly<Record<string, unknown>> | null;
  readonly send_at: Date | null;
}

const parcels = table<Parcel>("parcels", {
  id: "fixed",
  recipient: "fixed",
  status: "mutable",
  weight: "mutable",
  stamps: "mutable",
  contents: "mutable json",
  seal: "fixed json",
  send_at: "mutable",
});

const MERCHANT = "01890000-0000-7000-8000-00000000000a";
const scope = { merchant_id: MERCHANT, livemode: false };
const strangers = [
  { merchant_id: MERCHANT, livemode: true },
  { merchant_id: "01890000-0000-7000-8000-00000000000b", livemode: false },
];
const NOW = new Date("2030-01-01T00:00:00Z");
const idOf = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, "0")}`;

const parcel: Parcel = {
  id: idOf(1),
  recipient: "Ana O'Neil",
  status: "packed",
  weight: 2 ** 53 - 1,
  stamps: ["a,b", '"'],
  contents: { books: [1, 2], "": null },
  seal: null,
  send_at: NOW,
};

let db: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
  await db.query(
    `CREATE TABLE parcels (merchant_id uuid, livemode boolean, id uuid, recipient text, status text, weight bigint,
       stamps text[], contents json, seal json, send_at timestamptz, PRIMARY KEY (merchant_id, livemode, id))`,
  );
});
afterAll(() => close());
beforeEach(async () => {
  await db.query("TRUNCATE parcels");
  await parcels.insert(db, scope, parcel);
});

test("a row reads as it was written, with its JSON, its lists and what it does not have", async () => {
  expect(await parcels.find(db, scope, parcel.id)).toStrictEqual(parcel);
  const sealed = { ...parcel, id: idOf(2), seal: { wax: "red" }, send_at: null };
  await parcels.insert(db, scope, sealed);
  expect(await parcels.find(db, scope, sealed.id)).toStrictEqual(sealed);
  const both = await parcels.findSeveral(db, scope, [sealed.id, parcel.id, idOf(3)]);
  expect(both.map(({ id }) => id).sort()).toEqual([parcel.id, sealed.id]);
});

test("another merchant, and the same one in live mode, reads, locks and changes nothing", async () => {
  for (const stranger of strangers) {
    expect(await parcels.find(db, stranger, parcel.id)).toBeUndefined();
    expect(await parcels.findSeveral(db, stranger, [parcel.id])).toEqual([]);
    expect(await parcels.lock(db, stranger, parcel.id)).toBeUndefined();
    const values = [stranger.merchant_id, stranger.livemode, parcel.id];
    expect(await db.query(`${parcels.select} AND id = $3`, values)).toEqual([]);
    await parcels.update(db, stranger, { ...parcel, status: "stolen" });
  }
  expect(await parcels.find(db, scope, parcel.id)).toStrictEqual(parcel);
});

test("a write changes what may change, and nothing else of that row or of another", async () => {
  const other = { ...parcel, id: idOf(2) };
  await parcels.insert(db, scope, other);
  const changed = { ...parcel, status: "sent", weight: 0, stamps: [], contents: {}, send_at: null };
  await parcels.update(db, scope, { ...changed, recipient: "somebody else", seal: { wax: "blue" } });
  expect(await parcels.find(db, scope, parcel.id)).toStrictEqual(changed);
  expect(await parcels.find(db, scope, other.id)).toStrictEqual(other);
});

test("what exists is not made again, unless it is another merchant's", async () => {
  expect(await parcels.insertUnlessMade(db, scope, { ...parcel, status: "sent" })).toBe(false);
  expect(await parcels.find(db, scope, parcel.id)).toStrictEqual(parcel);
  await expect(parcels.insert(db, scope, parcel)).rejects.toThrow("duplicate key");
  for (const stranger of strangers) {
    expect(await parcels.insertUnlessMade(db, stranger, parcel)).toBe(true);
  }
});

test("a row that is locked is nobody else's until the transaction ends", async () => {
  const lockable = () => db.query(`${parcels.select} FOR UPDATE SKIP LOCKED`, [MERCHANT, false]);
  await db.transaction(async (transaction) => {
    expect(await parcels.lock(transaction, scope, parcel.id)).toStrictEqual(parcel);
    expect(await lockable()).toEqual([]);
  });
  expect(await lockable()).toStrictEqual([parcel]);
});

test("what is due is taken from all merchants, the longest due first, by one worker each, and put off", async () => {
  const claim = claimDue(parcels, "send_at", "status = 'packed'");
  const later = addMilliseconds(NOW, 60_000);
  const [live, other] = strangers;
  if (live === undefined || other === undefined) throw new Error("There are two strangers.");
  await parcels.insert(db, live, { ...parcel, send_at: addMilliseconds(NOW, -2) });
  await parcels.insert(db, other, { ...parcel, send_at: addMilliseconds(NOW, -1) });
  await parcels.insert(db, scope, { ...parcel, id: idOf(2), send_at: addMilliseconds(NOW, 1) });
  await parcels.insert(db, scope, { ...parcel, id: idOf(3), send_at: null });
  await parcels.insert(db, scope, { ...parcel, id: idOf(4), status: "sent" });
  await db.transaction(async (transaction) => {
    expect(await claim(transaction, NOW, later, 1)).toStrictEqual([{ ...live, ...parcel, send_at: later }]);
    // Another worker neither waits for the first one nor takes the same.
    const rest = await claim(db, NOW, later, 10);
    expect(rest.map(({ merchant_id, livemode, id }) => ({ merchant_id, livemode, id }))).toEqual(
      expect.arrayContaining([
        { ...scope, id: parcel.id },
        { ...other, id: parcel.id },
      ]),
    );
    expect(rest).toHaveLength(2);
  });
  expect(await claim(db, NOW, later, 10)).toEqual([]);
  expect(await claim(db, later, addMilliseconds(later, 1), 10)).toHaveLength(4);
});
