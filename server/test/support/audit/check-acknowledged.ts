import { type Finding, finding } from "./finding.ts";
import type { Acknowledgement, Evidence } from "./records.ts";

/** What may still become of what the client was told, when it may have asked for more since. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  "payment succeeded": ["succeeded"],
  "payment canceled": ["canceled"],
  "payment requires_capture": ["requires_capture", "succeeded", "canceled"],
  "refund succeeded": ["succeeded", "failed"],
  "refund failed": ["failed"],
  "refund canceled": ["canceled"],
};

/** While it is so, the client knows that the last word has not been said. */
const OPEN: readonly string[] = ["processing", "pending", "requires_action"];

/** Nothing that was acknowledged is lost, or has become something else. */
export function checkAcknowledged({ acknowledgements, books }: Evidence): Finding[] {
  const intents = new Map(books.intents.map((intent) => [intent.id, intent]));
  const refunds = new Map(books.refunds.map((refund) => [refund.id, refund]));
  const told = acknowledgements.flatMap((said) =>
    compare(said, said.kind === "payment" ? intents.get(said.id) : refunds.get(said.id)),
  );
  return [...told, ...checkKeys(acknowledgements)];
}

interface Held {
  readonly status: string;
  readonly amount: number;
  readonly amount_received?: number;
}

function compare(said: Acknowledgement, held: Held | undefined): Finding[] {
  const { kind, id, order, status, amount, amount_received, is_last_word } = said;
  if (held === undefined) {
    return [
      finding("acknowledged_but_lost", id, `the ${kind} of ${order} was told as ${status}, and is not there`),
    ];
  }
  const changed = (text: string) => [finding("acknowledged_but_changed", id, `${kind} of ${order}: ${text}`)];
  const is_fixed = is_last_word && !OPEN.includes(status);
  const allowed = is_fixed ? [status] : (LATER[`${kind} ${status}`] ?? [held.status]);
  if (!allowed.includes(held.status)) return changed(`told as ${status}, and is ${held.status}`);
  if (held.amount !== amount) return changed(`told with ${amount}, and has ${held.amount}`);
  if (held.status !== "succeeded" || status !== "succeeded" || amount_received === undefined) return [];
  if (held.amount_received === amount_received) return [];
  return changed(`told that ${amount_received} were received, and ${held.amount_received} were`);
}

/** The same key again is the same payment again. */
function checkKeys(acknowledgements: readonly Acknowledgement[]): Finding[] {
  const first = new Map<string, Acknowledgement>();
  return acknowledgements.flatMap((said) => {
    const known = first.get(said.key);
    if (known === undefined) first.set(said.key, said);
    if (known === undefined || known.id === said.id) return [];
    return [finding("answered_differently", said.key, `was told ${known.id} first, and ${said.id} later`)];
  });
}
