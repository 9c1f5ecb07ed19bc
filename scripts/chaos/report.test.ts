import { expect, test } from "vitest";
import type { RoundReport } from "../../server/test/crash/chaos/round.ts";
import { describeRound, describeRounds } from "./report.ts";

function round(changes: Partial<RoundReport>): RoundReport {
  const paid = { kind: "payment", id: "1", key: "1", order: "1", amount: 100, is_last_word: true } as const;
  return {
    seed: 7,
    faults: new Map([["kill_server", 2]]),
    skipped: new Map(),
    acknowledgements: [
      { ...paid, status: "processing", is_last_word: false },
      { ...paid, status: "succeeded" },
    ],
    doubts: [{ key: "1", lasted_ms: 1_500 }],
    webhooks: 4,
    restarts: 1,
    is_interrupted: false,
    settled_ms: 3_000,
    entries: 5,
    findings: [],
    directory: "/logs",
    ...changes,
  };
}

const figureOf = (text: string, name: string) =>
  new RegExp(`^\\| ${name} +\\| +(\\S.*?) +\\|$`, "m").exec(text)?.[1];

test("the report adds up the rounds, and counts a payment once however often it was answered", () => {
  const text = describeRounds([round({}), round({ seed: 8, doubts: [{ key: "2", lasted_ms: undefined }] })]);
  expect(figureOf(text, "kill_server")).toBe("4");
  expect(figureOf(text, "payments acknowledged")).toBe("2");
  expect(figureOf(text, "requests whose outcome was unknown at first")).toBe("2");
  expect(figureOf(text, "- recovered: known in the end, with the same key")).toBe("1");
  expect(figureOf(text, "- time until it was known: median / max")).toBe("1.5 s / 1.5 s");
  expect(figureOf(text, "findings")).toBe("0");
  expect(text).not.toContain("Rounds to look at");
});

test("a round with findings, or one that was broken off, is told by its seed", () => {
  const found = round({ findings: ["charged_twice 1: twice"] });
  expect(describeRound(found)).toContain("1 findings; logs in /logs\n  charged_twice 1: twice");
  const broken_off = round({ seed: 9, is_interrupted: true });
  expect(describeRounds([found, broken_off])).toContain("seed 9: 2 answers, broken off and not audited");
});
