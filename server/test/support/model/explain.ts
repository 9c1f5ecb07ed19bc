import { changeMethodStep, describeStep, repriceStep } from "./change.ts";
import { cancelRefundStep, refundStep } from "./give-back.ts";
import { cancelStep, captureStep } from "./modify.ts";
import { authenticateStep, confirmStep } from "./pay.ts";
import { type Seen, type State, seenOf } from "./state.ts";
import { type Circumstances, type Next, type Place, type Sent, START, type Step } from "./step.ts";
import { waitStep, workStep } from "./work.ts";

const STEPS: { readonly [Kind in Sent["kind"]]: Step<Kind> } = {
  confirm: confirmStep,
  cancel: cancelStep,
  capture: captureStep,
  describe: describeStep,
  reprice: repriceStep,
  change_method: changeMethodStep,
  refund: refundStep,
  cancel_refund: cancelRefundStep,
  authenticate: authenticateStep,
  work: workStep,
  wait: waitStep,
};

/** What was sent, and what was answered; null when nobody heard it. */
export interface Heard {
  readonly sent: Sent;
  readonly answer: string | null;
}

interface Situation {
  readonly state: State;
  /** Of each operation; null when it is over. */
  readonly places: readonly (Place | null)[];
}

/**
 * The states in which a payment may be after some operations that ran at the same time: those to which some order of
 * their steps leads, from one of the states before, in which everybody gets the answer that they got and which look as
 * the payment looks now. None means that no order explains what happened.
 */
export function explain(
  before: readonly State[],
  heard: readonly Heard[],
  circumstances: Omit<Circumstances, "refunds_before">,
  seen: Seen,
): State[] {
  const expected = JSON.stringify(seen);
  const found = new Map<string, State>();
  const visited = new Set<string>();
  const waiting = before.map((state) => ({
    situation: { state, places: heard.map(() => START) } as Situation,
    circumstances: { ...circumstances, refunds_before: state.refunds.length },
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { situation } = next;
    const name = JSON.stringify(situation);
    if (visited.has(name)) continue;
    visited.add(name);
    if (situation.places.every((place) => place === null)) {
      if (JSON.stringify(seenOf(situation.state)) === expected) {
        found.set(JSON.stringify(situation.state), situation.state);
      }
      continue;
    }
    for (const following of advance(situation, heard, next.circumstances)) {
      waiting.push({ situation: following, circumstances: next.circumstances });
    }
  }
  return [...found.values()];
}

/** Every situation to which one step of one operation leads. */
function advance(
  { state, places }: Situation,
  heard: readonly Heard[],
  circumstances: Circumstances,
): Situation[] {
  return places.flatMap((place, index) => {
    const one = heard[index];
    if (place === null || one === undefined) return [];
    return step(state, place, one.sent, circumstances).flatMap((next) => {
      const is_over = "answer" in next;
      if (is_over && one.answer !== null && next.answer !== one.answer) return [];
      return [{ state: next.state, places: places.with(index, is_over ? null : next.place) }];
    });
  });
}

function step<Kind extends Sent["kind"]>(
  state: State,
  place: Place,
  sent: Extract<Sent, { kind: Kind }>,
  circumstances: Circumstances,
): readonly Next[] {
  return STEPS[sent.kind as Kind](state, place, sent, circumstances);
}
