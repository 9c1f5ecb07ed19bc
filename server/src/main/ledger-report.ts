import type { Finding } from "../core/ledger-proof/finding.ts";
import type { BooksReport, LedgerVerdict } from "../core/ledger-proof/verify.ts";
import { formatId } from "../kit/ids.ts";

type Owner = Pick<BooksReport, "merchant_id" | "livemode" | "name">;

/** Whose books they are, for a person. */
export function describeOwner({ merchant_id, livemode, name }: Owner): string {
  return `${formatId("merchant", merchant_id)}  ${name ?? "no such merchant"} (${livemode ? "live" : "test"})`;
}

/** What a proof has found, as text: each merchant, what is wrong there, and the verdict. */
export function writeReport({ holds, books, findings, finding_count }: LedgerVerdict): string {
  const lines = books.flatMap((report) => [
    describeBooks(report),
    ...findings.filter((finding) => isOf(finding, report)).map(describeFinding),
  ]);
  if (finding_count > findings.length)
    lines.push(`        … and ${count(finding_count - findings.length, "more")}`);
  return `${[...lines, "", holds ? describeProof(books) : describeFailure(finding_count)].join("\n")}\n`;
}

function describeBooks(report: BooksReport): string {
  const { entries, unsealed, seals, finding_count } = report;
  const waiting = unsealed === 0 ? "" : `, ${figure(unsealed)} waiting for the worker to seal them`;
  const sealed = `${count(entries, "entry", "entries")} in ${count(seals, "seal")}${waiting}`;
  return `  ${finding_count === 0 ? "ok  " : "FAIL"}  ${describeOwner(report)}: ${sealed}`;
}

function describeFinding({
  problems,
  entry_id,
  payment_intent_id,
  seal_sequence,
  explanation,
}: Finding): string {
  const payment = payment_intent_id && `payment ${formatId("payment_intent", payment_intent_id)}`;
  const seal = seal_sequence === null ? "the chain of seals" : `seal ${seal_sequence}`;
  const subject = entry_id ? [`entry ${entry_id}`, payment].filter(Boolean).join(" of ") : (payment ?? seal);
  return `        ${problems.join(", ").replaceAll("_", " ")}: ${subject}. ${explanation}`;
}

function describeProof(books: readonly BooksReport[]): string {
  const entries = books.reduce((sum, report) => sum + report.entries, 0);
  return `The ledger holds: ${count(entries, "entry", "entries")} in ${count(books.length, "book")}. Every entry sums to zero and is as it was sealed, the chains are
whole, and everything that moved money is booked once, with the right amounts, and nothing else is.`;
}

function describeFailure(finding_count: number): string {
  const what = count(finding_count, "thing is wrong", "things are wrong");
  return `The ledger does NOT hold: ${what}. Keep this output and a copy of the database before anything is put right;
what to do about each is in docs/ledger.md.`;
}

/** The same for programs. With `heads`, a later proof shows that nothing before them was made again. */
export function reportAsJson({ holds, books, findings, finding_count }: LedgerVerdict): string {
  const report = {
    holds,
    books: books.map(({ merchant_id, ...rest }) => ({
      merchant_id: formatId("merchant", merchant_id),
      ...rest,
    })),
    finding_count,
    findings: findings.map(({ merchant_id, payment_intent_id, ...rest }) => ({
      merchant_id: formatId("merchant", merchant_id),
      payment_intent_id: payment_intent_id && formatId("payment_intent", payment_intent_id),
      ...rest,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function isOf(finding: Finding, { merchant_id, livemode }: BooksReport): boolean {
  return finding.merchant_id === merchant_id && finding.livemode === livemode;
}

export function figure(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}
