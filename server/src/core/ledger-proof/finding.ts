import type { Scope } from "../../kit/scope.ts";

/** What can be wrong with the books. */
export type Problem =
  /** An entry is not any more what was sealed. */
  | "tampered"
  /** Money moved, or a seal says so, and the entry is not there. */
  | "missing"
  /** The same movement is booked a second time. */
  | "doubled"
  /** Nothing has happened that the entry could stand for. */
  | "orphan"
  /** An entry books something else than what happened. */
  | "wrong"
  /** The postings do not sum to zero. */
  | "unbalanced"
  /** What the payment, the session and the attempt say of the same money differs. */
  | "contradiction"
  /** The chain of seals does not hold. */
  | "broken_chain";

/** One thing that is wrong, with all that is needed to find it. */
export interface Finding extends Scope {
  /** The worst first. */
  readonly problems: readonly Problem[];
  /** Null where a payment or a seal is meant. */
  readonly entry_id: string | null;
  readonly payment_intent_id: string | null;
  readonly seal_sequence: number | null;
  /** Sentences for a person. */
  readonly explanation: string;
}

/** Where to write down what is found. What is found twice of the same thing is one finding. */
export interface Findings {
  add(found: NewFinding): void;
  readonly count: number;
  list(): Finding[];
}

export interface NewFinding extends Scope {
  readonly problem: Problem;
  readonly entry_id?: string | null;
  readonly payment_intent_id?: string | null;
  readonly seal_sequence?: number | null;
  readonly explanation: string;
}

/** So many are told in detail, so that books that are wrong throughout do not fill the memory. */
const MOST_FINDINGS = 1000;

export function collectFindings(): Findings {
  const found = new Map<string, Finding>();
  let count = 0;
  return {
    add(fresh) {
      const key = `${fresh.merchant_id}|${fresh.livemode}|${keyOf(fresh)}`;
      const known = found.get(key);
      if (known === undefined) count += 1;
      if (known !== undefined || found.size < MOST_FINDINGS) found.set(key, merged(known, fresh));
    },
    get count() {
      return count;
    },
    list: () => [...found.values()],
  };
}

function keyOf({ entry_id, payment_intent_id, seal_sequence }: NewFinding): string {
  if (entry_id) return `entry ${entry_id}`;
  return payment_intent_id ? `payment ${payment_intent_id}` : `seal ${seal_sequence}`;
}

function merged(known: Finding | undefined, fresh: NewFinding): Finding {
  const { merchant_id, livemode, problem, explanation } = fresh;
  return {
    merchant_id,
    livemode,
    problems: [...new Set([...(known?.problems ?? []), problem])],
    entry_id: known?.entry_id ?? fresh.entry_id ?? null,
    payment_intent_id: known?.payment_intent_id ?? fresh.payment_intent_id ?? null,
    seal_sequence: known?.seal_sequence ?? fresh.seal_sequence ?? null,
    explanation: known === undefined ? explanation : `${known.explanation} ${explanation}`,
  };
}
