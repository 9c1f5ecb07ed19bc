import { expect, test } from "vitest";
import { silentLog } from "../kit/log.ts";
import { OutcomeUnknown } from "./lane-batch.ts";
import { laneStatement } from "./lane-statement.ts";
import { createLanes, Overloaded } from "./lanes.ts";

interface Row {
  id: number;
}

const statement = laneStatement<Row, { ordinal: number }>({
  name: "echo",
  columns: { id: ["int8", ({ id }) => id] },
  sql: (input) => `SELECT ordinal FROM ${input}`,
});

const keyed = laneStatement<Row, { ordinal: number }>({
  name: "keyed",
  columns: { id: ["int8", ({ id }) => id] },
  key: (row) => String(row.id),
  sql: (input) => `SELECT ordinal FROM ${input}`,
});

/** The ids in a batch's binary array: a header of 20 bytes, then length and value of each. */
function idsIn(values: Buffer[]): number[] {
  const [array] = values;
  if (array === undefined) return [];
  return Array.from({ length: array.readInt32BE(12) }, (_, index) =>
    Number(array.readBigInt64BE(24 + index * 12)),
  );
}

function lanesOver(
  execute: (ids: number[]) => Promise<number[]>,
  options: { queue_limit_rows?: number } = {},
) {
  const batches: number[][] = [];
  const lanes = createLanes({
    lane_count: 1,
    depth: 1,
    batch_rows: 4,
    eager_rows: 2,
    queue_limit_rows: options.queue_limit_rows ?? 100,
    log: silentLog,
    connect: async () => ({
      async execute(_name, _text, values) {
        const ids = idsIn(values);
        batches.push(ids);
        const answered = await execute(ids);
        return answered.map((id) => ({ ordinal: ids.indexOf(id) + 1, id }));
      },
      close: async () => {},
    }),
  });
  return { lanes, batches };
}

const all = async (ids: number[]) => ids;

test("requests that arrive together travel in one batch, and each gets its own row back", async () => {
  const { lanes, batches } = lanesOver(all);
  const results = await Promise.all([1, 2, 3].map((id) => lanes.run(statement, { id })));
  expect(batches).toEqual([[1, 2, 3]]);
  expect(results.map((result) => (result as unknown as Row).id)).toEqual([1, 2, 3]);
});

test("a batch never takes more rows than it may", async () => {
  const { lanes, batches } = lanesOver(all);
  await Promise.all([1, 2, 3, 4, 5, 6].map((id) => lanes.run(statement, { id })));
  expect(batches.map((batch) => batch.length)).toEqual([4, 2]);
});

test("a row that the statement did not take resolves to undefined", async () => {
  const { lanes } = lanesOver(async (ids) => ids.filter((id) => id !== 2));
  const results = await Promise.all([1, 2, 3].map((id) => lanes.run(statement, { id })));
  expect(results.map((result) => result !== undefined)).toEqual([true, false, true]);
});

test("one bad row fails alone; its neighbours are written", async () => {
  const { lanes } = lanesOver(async (ids) => {
    if (ids.includes(3)) throw Object.assign(new Error("check violated"), { code: "23514" });
    return ids;
  });
  const results = await Promise.allSettled([1, 2, 3, 4].map((id) => lanes.run(statement, { id })));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});

test("two requests for the same thing never share a batch", async () => {
  const { lanes, batches } = lanesOver(all);
  await Promise.all([7, 5, 7, 6].map((id) => lanes.run(keyed, { id })));
  expect(batches).toEqual([[5, 6, 7], [7]]);
});

test("a deadlock is tried again", async () => {
  let failures = 2;
  const { lanes, batches } = lanesOver(async (ids) => {
    if (failures-- > 0) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
    return ids;
  });
  expect(await lanes.run(statement, { id: 1 })).toBeDefined();
  expect(batches).toHaveLength(3);
});

test("when the connection breaks, nobody is told that their write failed: its outcome is unknown", async () => {
  const { lanes } = lanesOver(async () => {
    throw new Error("Connection terminated unexpectedly");
  });
  await expect(lanes.run(statement, { id: 1 })).rejects.toBeInstanceOf(OutcomeUnknown);
});

test("work beyond the queue's limit is refused at once", async () => {
  const { lanes } = lanesOver(all, { queue_limit_rows: 2 });
  const results = await Promise.allSettled([1, 2, 3].map((id) => lanes.run(statement, { id })));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(Overloaded);
});

test("while one lane is at work, a small batch waits for more; a lone request never waits", async () => {
  const batches: number[] = [];
  const waiting: (() => void)[] = [];
  const lanes = createLanes({
    lane_count: 2,
    depth: 1,
    batch_rows: 8,
    eager_rows: 3,
    queue_limit_rows: 100,
    log: silentLog,
    connect: async () => ({
      async execute(_name, _text, values) {
        batches.push(idsIn(values).length);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return [];
      },
      close: async () => {},
    }),
  });
  const rows = [lanes.run(statement, { id: 1 })];
  await turn();
  rows.push(lanes.run(statement, { id: 2 }), lanes.run(statement, { id: 3 }));
  await turn();
  expect(batches).toEqual([1]);
  rows.push(lanes.run(statement, { id: 4 }));
  await turn();
  expect(batches).toEqual([1, 3]);
  for (const finish of waiting) finish();
  await Promise.all(rows);
});

test("of many requests at once, each lane takes its share", async () => {
  const batches: number[] = [];
  const lanes = createLanes({
    lane_count: 2,
    depth: 1,
    batch_rows: 8,
    eager_rows: 2,
    queue_limit_rows: 100,
    log: silentLog,
    connect: async () => ({
      async execute(_name, _text, values) {
        batches.push(idsIn(values).length);
        return [];
      },
      close: async () => {},
    }),
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map((id) => lanes.run(statement, { id })));
  expect(batches.slice(0, 2)).toEqual([3, 3]);
  await Promise.all(Array.from({ length: 40 }, (_, id) => lanes.run(statement, { id })));
  expect(Math.max(...batches)).toBe(8);
});

/** Lanes whose batches come back when the test says so. `under_way` has each batch's ids and the number of its connection. */
function heldLanes(options: { lane_count: number; depth: number; patience_ms?: number }) {
  const under_way: { connection: number; ids: number[]; finish: () => void; fail: (error: Error) => void }[] =
    [];
  let connections = 0;
  const lanes = createLanes({
    ...options,
    batch_rows: 2,
    eager_rows: 1,
    queue_limit_rows: 100,
    log: silentLog,
    async connect() {
      const connection = ++connections;
      return {
        execute: (_name, _text, values) =>
          new Promise((resolve, reject) => {
            const ids = idsIn(values);
            const rows = ids.map((id, index) => ({ ordinal: index + 1, id }));
            under_way.push({ connection, ids, finish: () => resolve(rows), fail: reject });
          }),
        close: async () => {},
      };
    },
  });
  return { lanes, under_way, connections: () => connections };
}

const TURNS = 10;

/** Whatever can go on by itself has gone on, however slow the machine is. */
async function turn(): Promise<void> {
  for (let count = 0; count < TURNS; count++) await new Promise((resolve) => setImmediate(resolve));
}

test("the next batch is sent while the one before it is under way, and no more than that", async () => {
  const { lanes, under_way, connections } = heldLanes({ lane_count: 1, depth: 2 });
  const rows = [1, 2, 3, 4, 5, 6].map((id) => lanes.run(statement, { id }));
  await turn();
  expect(under_way.map(({ ids }) => ids)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(connections()).toBe(1);
  under_way[0]?.finish();
  await turn();
  expect(under_way[2]?.ids).toEqual([5, 6]);
  for (const { finish } of under_way) finish();
  expect((await Promise.all(rows)).map((row) => (row as unknown as Row).id)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("when nothing comes back from the first lane, a second one helps until something does", async () => {
  const { lanes, under_way } = heldLanes({ lane_count: 2, depth: 1, patience_ms: 200 });
  const rows = [1, 2, 3, 4, 5, 6].map((id) => lanes.run(statement, { id }));
  await turn();
  expect(under_way.map(({ connection }) => connection)).toEqual([1]);
  await expect.poll(() => under_way.map(({ connection }) => connection)).toEqual([1, 2]);
  under_way[0]?.finish();
  await turn();
  expect(under_way.map(({ connection }) => connection)).toEqual([1, 2, 1]);
  under_way[1]?.finish();
  for (const { finish } of under_way) finish();
  await Promise.all(rows);
});

test("a connection that breaks leaves the outcome of both its batches unknown, and one new connection is made", async () => {
  const { lanes, under_way, connections } = heldLanes({ lane_count: 1, depth: 2 });
  const lost = Promise.allSettled([1, 2, 3, 4].map((id) => lanes.run(statement, { id })));
  await turn();
  for (const { fail } of under_way) fail(new Error("Connection terminated unexpectedly"));
  for (const result of await lost) {
    expect(result).toMatchObject({ status: "rejected", reason: expect.any(OutcomeUnknown) });
  }
  const again = [5, 6, 7, 8].map((id) => lanes.run(statement, { id }));
  await turn();
  for (const { finish } of under_way) finish();
  await Promise.all(again);
  expect(connections()).toBe(2);
});

test("a database that could not be reached is tried again by the next request", async () => {
  let is_down = true;
  const lanes = createLanes({
    lane_count: 1,
    depth: 2,
    batch_rows: 2,
    eager_rows: 1,
    queue_limit_rows: 100,
    log: silentLog,
    async connect() {
      if (is_down) throw Object.assign(new Error("too many clients already"), { code: "53300" });
      return { execute: async () => [{ ordinal: 1 }], close: async () => {} };
    },
  });
  await expect(lanes.run(statement, { id: 1 })).rejects.toThrow("too many clients");
  is_down = false;
  expect(await lanes.run(statement, { id: 2 })).toBeDefined();
});
