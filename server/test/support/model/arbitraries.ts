import fc from "fast-check";
import {
  BANKS,
  FAULTS,
  type Group,
  type History,
  JOBS,
  METHODS,
  type Method,
  type Operation,
  type Request,
  SCENARIOS,
  WAITS_MS,
  type Wait,
} from "./history.ts";

const CARDS = (Object.keys(METHODS) as Method[]).filter((method) => !BANKS.includes(method));

const part = fc.option(fc.constantFrom(1, 30, 50, 60, 100, 120), { nil: null });
const door = fc.constantFrom("faststar", "onerway");
const amount = fc.integer({ min: 100, max: 5_000 });

/** Half of all cards just pay. */
function methodOf(takes_banks: boolean): fc.Arbitrary<Method> {
  const special = fc.constantFrom(...CARDS, ...(takes_banks ? [...BANKS, ...BANKS, ...BANKS] : []));
  return fc.oneof(fc.constant<Method>("good"), special);
}

const scenario = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...SCENARIOS) },
);

/** How often each kind of operation comes, in payments of one sort or another. */
export interface Weights {
  readonly pay: number;
  readonly cancel: number;
  readonly capture: number;
  readonly change: number;
  readonly refund: number;
  readonly authenticate: number;
  readonly work: number;
}

function operation(weights: Weights, takes_banks: boolean): fc.Arbitrary<Operation> {
  const method = methodOf(takes_banks);
  const kinds: readonly [number, fc.Arbitrary<Operation>][] = [
    [
      weights.pay,
      fc.record({
        kind: fc.constant("confirm"),
        method: fc.option(method, { nil: null, freq: 8 }),
        scenario,
      }),
    ],
    [weights.cancel, fc.record({ kind: fc.constant("cancel") })],
    [weights.capture, fc.record({ kind: fc.constant("capture"), part })],
    [weights.change, fc.record({ kind: fc.constant("describe") })],
    [weights.change, fc.record({ kind: fc.constant("reprice"), amount })],
    [weights.change, fc.record({ kind: fc.constant("change_method"), method })],
    [weights.refund * 2, fc.record({ kind: fc.constant("refund"), part, door })],
    [weights.refund, fc.record({ kind: fc.constant("cancel_refund"), index: fc.nat({ max: 3 }), door })],
    [
      weights.authenticate,
      fc.record({
        kind: fc.constant("authenticate"),
        is_approved: fc.oneof(fc.constant(true), fc.boolean()),
      }),
    ],
    [weights.work, fc.record({ kind: fc.constant("work"), job: fc.constantFrom(...JOBS) })],
    [
      Math.ceil(weights.work / 2),
      fc.record({ kind: fc.constant("wait"), wait: fc.constantFrom(...(Object.keys(WAITS_MS) as Wait[])) }),
    ],
  ];
  return fc.oneof(...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

const copies = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.constantFrom(2, 3) },
);

const network = fc.option(
  fc.record({
    fault: fc.constantFrom(...FAULTS),
    call: fc.integer({ min: 1, max: 4 }),
    and_later: fc.boolean(),
  }),
  { nil: null, freq: 2 },
);

const is_killed = fc.oneof(
  { weight: 24, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

function group(weights: Weights, takes_banks: boolean): fc.Arbitrary<Group> {
  const request: fc.Arbitrary<Request> = fc.record({ operation: operation(weights, takes_banks), copies });
  return fc.record({ requests: fc.array(request, { minLength: 1, maxLength: 5 }), network, is_killed });
}

/** A payment that is tried with one of `methods`, if there are any, before things happen at the same time. */
export function history(
  kind: { readonly is_manual: boolean; readonly takes_banks: boolean; readonly methods: readonly Method[] },
  weights: Weights,
): fc.Arbitrary<History> {
  const { is_manual, takes_banks, methods } = kind;
  const beginning = methods.length === 0 ? fc.constant([]) : fc.constantFrom(...methods.map(beginWith));
  const groups = fc.array(group(weights, takes_banks), { minLength: 1, maxLength: 4 });
  return fc.record({ amount, beginning, groups }).map(({ amount, beginning, groups }) => ({
    amount,
    is_manual,
    takes_banks,
    groups: [...beginning, ...groups],
  }));
}

function beginWith(method: Method): Group[] {
  const operation = { kind: "confirm", method, scenario: null } as const;
  return [{ requests: [{ operation, copies: 0 }], network: null, is_killed: false }];
}
