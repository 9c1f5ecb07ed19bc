import { spread } from "../../bench/statistics.ts";
import { formatTable } from "../../bench/table.ts";
import type { RoundReport } from "../../server/test/crash/chaos/round.ts";

/** All rounds together: what was done to Starway, what it did meanwhile, and what was found. */
export function describeRounds(reports: readonly RoundReport[]): string {
  return [
    formatTable(["faults", "times"], faultRows(reports)),
    formatTable(["what happened meanwhile", ""], outcomeRows(reports)),
    ...describeFindings(reports),
  ].join("\n\n");
}

/** One round in a line, and what it has found. */
export function describeRound(report: RoundReport): string {
  const { seed, findings, directory, acknowledgements, is_interrupted, settled_ms } = report;
  const ending = is_interrupted ? "broken off and not audited" : `settled after ${seconds(settled_ms)}`;
  const found = findings.length === 0 ? "nothing found" : `${findings.length} findings; logs in ${directory}`;
  const line = `seed ${seed}: ${acknowledgements.length} answers, ${ending}, ${found}`;
  return [line, ...findings.map((finding) => `  ${finding}`)].join("\n");
}

const ENDED: readonly string[] = ["succeeded", "canceled", "requires_payment_method"];

type Row = [name: string, value: string];

function faultRows(reports: readonly RoundReport[]): Row[] {
  const times = new Map<string, number>();
  for (const { faults } of reports) {
    for (const [kind, count] of faults) times.set(kind, (times.get(kind) ?? 0) + count);
  }
  const inflicted = [...times].sort(([left], [right]) => left.localeCompare(right));
  const skipped = new Map(reports.flatMap((report) => [...report.skipped]));
  return [
    ...inflicted.map(([kind, count]): Row => [kind, String(count)]),
    ...[...skipped].map(([kind, reason]): Row => [kind, `skipped: ${reason}`]),
  ];
}

function outcomeRows(reports: readonly RoundReport[]): Row[] {
  const last_words = reports.flatMap(({ acknowledgements }) =>
    acknowledgements.filter(({ is_last_word }) => is_last_word),
  );
  const count = (kind: string, ...statuses: string[]) =>
    String(last_words.filter((said) => said.kind === kind && statuses.includes(said.status)).length);
  const total = (value: (report: RoundReport) => number) =>
    String(reports.reduce((sum, report) => sum + value(report), 0));
  const open = last_words.filter(({ kind, status }) => kind === "payment" && !ENDED.includes(status));
  const doubts = reports.flatMap((report) => report.doubts);
  const lasted_ms = doubts.flatMap((doubt) => doubt.lasted_ms ?? []);
  const audited = reports.filter(({ is_interrupted }) => !is_interrupted);
  return [
    ["payments acknowledged", String(last_words.filter(({ kind }) => kind === "payment").length)],
    ["- succeeded", count("payment", "succeeded")],
    ["- canceled", count("payment", "canceled")],
    ["- declined", count("payment", "requires_payment_method")],
    ["- still open", String(open.length)],
    ["refunds acknowledged", String(last_words.filter(({ kind }) => kind === "refund").length)],
    ["requests whose outcome was unknown at first", String(doubts.length)],
    ["- recovered: known in the end, with the same key", String(lasted_ms.length)],
    ["- time until it was known: median / max", middleAndMost(lasted_ms)],
    ["from the last fault until all agreed: median / max", middleAndMost(audited.map((of) => of.settled_ms))],
    ["webhooks received", total(({ webhooks }) => webhooks)],
    ["ledger entries, all sealed and proved", total(({ entries }) => entries)],
    ["programs started again", total(({ restarts }) => restarts)],
    ["findings", total(({ findings }) => findings.length)],
  ];
}

function middleAndMost(values_ms: readonly number[]): string {
  if (values_ms.length === 0) return "none";
  const { median, max } = spread(values_ms);
  return `${seconds(median)} / ${seconds(max)}`;
}

function seconds(value_ms: number): string {
  return `${(value_ms / 1_000).toFixed(1)} s`;
}

function describeFindings(reports: readonly RoundReport[]): string[] {
  const told = reports.filter(({ findings, is_interrupted }) => findings.length > 0 || is_interrupted);
  if (told.length === 0) return [];
  return [
    "## Rounds to look at",
    told.map((report) => `    ${describeRound(report).replaceAll("\n", "\n    ")}`).join("\n"),
  ];
}
