import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { applyMutation, tryMutation } from "./mutate.ts";
import { MUTATIONS } from "./mutations.ts";

const ROOT = new URL("../../", import.meta.url);

test("every mistake that the simulator is tried with still fits the core", async () => {
  for (const mutation of MUTATIONS) {
    const text = await readFile(new URL(mutation.file, ROOT), "utf8");
    expect(applyMutation(text, mutation)).not.toBe(text);
  }
});

test("a mistake whose text is no longer there is refused by its name", () => {
  const mutation = { name: "no lock", file: "refund.ts", from: "lock()", to: "" };
  expect(() => applyMutation("unlock", mutation)).toThrow(/"no lock" does not fit any more: refund.ts/);
});

test("the simulator notices when what a dispute has taken is refunded as well", async () => {
  const mutation = MUTATIONS.find(({ name }) => name === "what a dispute has taken is refunded as well");
  if (mutation === undefined) throw new Error("There is no such mutation.");
  const { seed, finding } = await tryMutation(mutation, { first_seed: 1, histories: 300, arenas: 2 });
  expect(seed).toBeDefined();
  expect(finding).not.toBe("");
}, 300_000);
