import { type Chance, seededChance } from "./chance.ts";

/** The cards that payments are tried with, by what becomes of them. */
export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  challenged: "4000002760003184",
  refunded_slowly: "4000000000007726",
  refunded_in_vain: "4000000000005126",
  disputed: "4000000000002685",
  asked_about: "4000000000001976",
  disputed_twice: "4000000404000079",
} as const;

export type Card = keyof typeof CARDS;

/** How far a payment has got before anything goes wrong. */
export type Beginning = "nothing" | "unpaid" | "challenged" | "authorized" | "paid";

/** What a seed decides before a history begins. */
export interface Plan {
  readonly beginning: Beginning;
  /** The first one is what the payment is begun with. */
  readonly cards: readonly Card[];
  readonly is_manual: boolean;
  readonly amount: number;
  readonly tax_amount: number;
  readonly clients: number;
  /** How many requests each client makes, at most. */
  readonly requests: number;
  readonly crashes: number;
  /** How far the clock of each process is ahead. */
  readonly skews_ms: readonly number[];
  readonly connections: number;
  readonly eager_rows: number;
  /** How likely a call of the acquirer fails in some way. */
  readonly unreliability: number;
  /** How likely a connection to the database breaks during a write. */
  readonly breakage: number;
  readonly slowness: number;
  /** How long nothing happens, once, in the middle. */
  readonly leap_ms: number;
  readonly worker_runs: number;
  /** How likely a packet is so late that nobody waits for it any more. */
  readonly lateness: number;
  /** How likely a server is stopped while its worker is at work. */
  readonly stops: number;
  /** How often the merchant's back office notes something on a payment. */
  readonly notes: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** So far apart that a processor's margin is still kept. */
const WIDEST_SKEW_MS = 1_000;

export function planOf(seed: number): Plan {
  const chance = seededChance(seed, "plan");
  const beginning = chance.pickWeighted({ nothing: 1, unpaid: 3, challenged: 3, authorized: 6, paid: 4 });
  const is_troubled = chance.happens(0.7);
  return {
    beginning,
    cards: pickCards(chance, beginning),
    is_manual: beginning === "authorized" || (beginning !== "paid" && chance.happens(0.3)),
    amount: 1_000 + chance.below(9_000),
    tax_amount: chance.happens(0.5) ? chance.below(100) : 0,
    clients: 1 + chance.below(3),
    requests: 1 + chance.below(3),
    crashes: chance.pickNumber([0, 6], [1, 3], [2, 1]),
    skews_ms: [chance.below(WIDEST_SKEW_MS), -chance.below(WIDEST_SKEW_MS)],
    connections: chance.pick([3, 10]),
    eager_rows: chance.pick([1, 8]),
    unreliability: is_troubled ? chance.pick([0.1, 0.3, 0.6]) : 0,
    breakage: chance.pickNumber([0, 7], [0.05, 2], [0.2, 1]),
    slowness: chance.pick([0, 0.3, 0.6]),
    leap_ms: chance.pickNumber([0, 6], [10_000, 3], [60_000, 2], [25 * HOUR_MS, 1], [8 * 24 * HOUR_MS, 1]),
    worker_runs: chance.pick([0, 6, 10]),
    lateness: chance.pick([0, 0.2, 0.5]),
    notes: chance.pick([0, 3, 6]),
    stops: chance.pick([0, 0.5]),
  };
}

function pickCards(chance: Chance, beginning: Beginning): Card[] {
  const later: Card[] = [
    "good",
    "refunded_slowly",
    "refunded_in_vain",
    "disputed",
    "asked_about",
    "disputed_twice",
  ];
  const first =
    beginning === "challenged"
      ? "challenged"
      : beginning === "nothing" || beginning === "unpaid"
        ? chance.pick(Object.keys(CARDS) as Card[])
        : chance.pick(later);
  const second = chance.pick(Object.keys(CARDS) as Card[]);
  return [...new Set([first, second])];
}
