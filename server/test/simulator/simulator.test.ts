import { afterAll, beforeAll, expect, test } from "vitest";
import { type Arenas, openArenas } from "./arena.ts";
import { simulate } from "./simulate.ts";

let arenas: Arenas;

beforeAll(async () => {
  arenas = await openArenas(3);
}, 300_000);

afterAll(() => arenas?.close());

const PATIENCE_MS = 300_000;

test(
  "whatever crashes, gets lost, waits or comes twice, everybody was told the truth and the books agree",
  async () => {
    const range = { first_seed: 1, histories: 120, mayGoOn: () => true };
    const failed = await simulate(arenas, range, () => {});
    expect(failed?.findings ?? [], failed?.trace.join("\n")).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "a seed tells the same story byte by byte, whatever was played before and beside it",
  async () => {
    const seeds = [42, 56, 73, 154, 222];
    const [one, other] = arenas.list;
    const play = async (arena: typeof one, order: readonly number[]) => {
      const traces = new Map<number, string>();
      for (const seed of order) traces.set(seed, (await arena?.play(seed))?.trace.join("\n") ?? "");
      return traces;
    };
    const [told, retold] = await Promise.all([play(one, seeds), play(other, [...seeds].reverse())]);
    for (const seed of seeds) {
      expect(told.get(seed)).toContain("--- nothing fails any more");
      expect(retold.get(seed)).toBe(told.get(seed));
    }
  },
  PATIENCE_MS,
);
