import { expect, test } from "vitest";
import { createTrials } from "./trial.ts";

const LOOKS_APART_MS = 100;

/** Payments that are made so fast without webhooks, and a trial that is wanted whenever there may be one. */
function rush(fastest: number) {
  const trials = createTrials();
  let now_ms = 0;
  let made = 0;
  /** Looks for so long, with payments so fast beside webhooks. Answers when trials began, and what came of them. */
  function pass(duration_ms: number, rate: number) {
    const seen: { began_ms: number; is_faster: boolean }[] = [];
    let began_ms = 0;
    for (const end_ms = now_ms + duration_ms; now_ms < end_ms; now_ms += LOOKS_APART_MS) {
      const is_faster = trials.look(now_ms, made);
      if (is_faster !== undefined) seen.push({ began_ms, is_faster });
      if (!trials.isUnderWay()) {
        trials.begin(now_ms, rate);
        began_ms = now_ms;
      }
      made += (trials.isUnderWay() ? fastest : rate) * LOOKS_APART_MS;
    }
    return seen;
  }
  return { pass };
}

test("payments that get much faster without webhooks are found out in half a second", () => {
  const { pass } = rush(10);
  expect(pass(600, 5)).toEqual([{ began_ms: 0, is_faster: true }]);
});

test("as many payments as come anyway get no faster, and that is tried every ten seconds in the end", () => {
  const { pass } = rush(5);
  const seen = pass(50_000, 5);
  expect(seen.every(({ is_faster }) => !is_faster)).toBe(true);
  expect(seen.map(({ began_ms }) => began_ms)).toEqual([0, 5_500, 16_000, 26_500, 37_000, 47_500]);
});

test("a trial at the first moments of a rush, when no webhook was in its way yet, is made again after two seconds", () => {
  const { pass } = rush(10);
  expect(pass(600, 9)).toEqual([{ began_ms: 0, is_faster: false }]);
  expect(pass(3_000, 5)[0]).toEqual({ began_ms: 2_500, is_faster: true });
});
