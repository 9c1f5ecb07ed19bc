/** What a payment can be paid with here: test cards and accounts, by what becomes of them. */
export const METHODS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  challenged: "4000002760003184",
  challenged_then_declined: "4000008260003178",
  refunded_slowly: "4000000000007726",
  refunded_in_vain: "4000000000005126",
  disputed: "4000000000002685",
  disputed_twice: "4000000404000079",
  bank: "000123456789",
  empty_bank: "000222222227",
} as const;

export type Method = keyof typeof METHODS;

export const BANKS: readonly Method[] = ["bank", "empty_bank"];

export const JOBS = ["attempts", "modifications", "releases", "refunds", "disputes"] as const;

export type JobName = (typeof JOBS)[number];

/** What goes wrong between us and the processor with a call, or makes it slow. */
export const FAULTS = ["request_lost", "answer_lost", "request_slow", "answer_slow"] as const;

export type Fault = (typeof FAULTS)[number];

/** The simulator's own scenarios, as a merchant asks for them. */
export const SCENARIOS = ["processor_error", "duplicate_notice", "answer_lost_after_approval"] as const;

export type Scenario = (typeof SCENARIOS)[number];

/** How far the clock is put forward. */
export const WAITS_MS = {
  "until look-ups are due": 8_000,
  "until the bank has answered": 10_000,
  "until slow refunds have ended": 60_000,
  "until authorisations have ended": 8 * 24 * 60 * 60 * 1000,
} as const;

export type Wait = keyof typeof WAITS_MS;

/** One thing that somebody does to a payment. Parts are in percent of what there is. */
export type Operation =
  | { readonly kind: "confirm"; readonly method: Method | null; readonly scenario: Scenario | null }
  | { readonly kind: "cancel" }
  | { readonly kind: "capture"; readonly part: number | null }
  | { readonly kind: "describe" }
  | { readonly kind: "reprice"; readonly amount: number }
  | { readonly kind: "change_method"; readonly method: Method }
  | { readonly kind: "refund"; readonly part: number | null; readonly door: "faststar" | "onerway" }
  | { readonly kind: "cancel_refund"; readonly index: number; readonly door: "faststar" | "onerway" }
  | { readonly kind: "authenticate"; readonly is_approved: boolean }
  | { readonly kind: "work"; readonly job: JobName }
  | { readonly kind: "wait"; readonly wait: Wait };

/** An operation, and how many times the same request is sent at once with one idempotency key; 0 is without a key. */
export interface Request {
  readonly operation: Operation;
  readonly copies: number;
}

/** What happens at the same time. */
export interface Group {
  readonly requests: readonly Request[];
  /** The processor's calls of this group are counted: what happens to one of them, or from one on. */
  readonly network: { readonly fault: Fault; readonly call: number; readonly and_later: boolean } | null;
  /** The process is killed at that call and another takes over: nobody hears an answer. */
  readonly is_killed: boolean;
}

/** A payment's life. */
export interface History {
  readonly amount: number;
  readonly is_manual: boolean;
  readonly takes_banks: boolean;
  readonly groups: readonly Group[];
}

/** An operation as a line that people can read. */
export function tellOperation(operation: Operation): string {
  switch (operation.kind) {
    case "confirm": {
      const scenario = operation.scenario === null ? "" : ` (scenario ${operation.scenario})`;
      return `confirm with ${operation.method ?? "what it has"}${scenario}`;
    }
    case "capture":
      return operation.part === null ? "capture" : `capture ${operation.part} %`;
    case "reprice":
      return `change the amount to ${operation.amount}`;
    case "change_method":
      return `change the payment method to ${operation.method}`;
    case "refund":
      return `refund ${operation.part === null ? "all that is left" : `${operation.part} %`} by ${operation.door}`;
    case "cancel_refund":
      return `cancel refund ${operation.index} by ${operation.door}`;
    case "authenticate":
      return `the buyer ${operation.is_approved ? "authenticates" : "fails to authenticate"}`;
    case "work":
      return `a worker looks after ${operation.job}`;
    case "wait":
      return `time passes ${operation.wait}`;
    default:
      return operation.kind;
  }
}

export function tellGroup({ network, is_killed, requests }: Group): string {
  const side = requests.length > 1 ? "at once" : "alone";
  const when = network && `${network.and_later ? "from call" : "call"} ${network.call} ${network.fault}`;
  const trouble = is_killed ? `, killed ${when ?? "afterwards"}` : when === null ? "" : `, ${when}`;
  return `${side}${trouble}:`;
}

export function tellPayment({ amount, is_manual, takes_banks }: History): string {
  const types = takes_banks ? ", banks too" : "";
  return `a payment of ${amount}, captured ${is_manual ? "later" : "at once"}${types}`;
}

/** The whole life, as lines. */
export function tellHistory(history: History): string {
  const groups = history.groups.map((group) => {
    const lines = group.requests.map(({ operation, copies }) => {
      const key = copies === 0 ? "" : copies === 1 ? ", with a key" : `, ${copies} times with one key`;
      return `    ${tellOperation(operation)}${key}`;
    });
    return [`  ${tellGroup(group)}`, ...lines].join("\n");
  });
  return [tellPayment(history), ...groups].join("\n");
}
