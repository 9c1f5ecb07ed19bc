import { lookUpSteps, settled } from "./pay.ts";
import { isConfirmable, type ModelOrder, type State, settleOrder } from "./state.ts";
import { answered, type Circumstances, type Next, type Place, refused, type Step, ways } from "./step.ts";

export const captureStep: Step<"capture"> = (state, place, { amount }, circumstances) => {
  switch (place.at) {
    case "start":
      if (state.status !== "requires_capture") return [{ state, answer: refused(state) }];
      if ((amount ?? 0) > state.amount) return [{ state, answer: "too large" }];
      return openOrder(state, "capture", amount ?? state.amount);
    case "opened":
      return askOrder(state, place, circumstances);
    default: {
      const next = concluded(state, place);
      return [{ state: next, answer: captureAnswer(next, place) }];
    }
  }
};

function captureAnswer(state: State, { number }: Place): string {
  if (!state.failed_orders.includes(number as number)) return answered(state);
  return state.status === "requires_capture" ? "declined" : refused(state);
}

export const cancelStep: Step<"cancel"> = (state, place, _sent, circumstances) => {
  switch (place.at) {
    case "start":
      return [{ state, place: startCancel(state) }];
    case "close":
      return lookUpSteps(state, place, circumstances);
    case "looked_up":
      return [{ state: settled(state, place), place: { at: "final" } }];
    case "final":
      if (state.status === "requires_capture") return [{ state, place: { at: "void" } }];
      if (!isConfirmable(state)) return [{ state, answer: refused(state) }];
      return [{ state: { ...state, status: "canceled" }, answer: "ok canceled" }];
    case "void":
      if (state.status !== "requires_capture") return [{ state, answer: refused(state) }];
      return openOrder(state, "void", state.amount);
    case "opened":
      return askOrder(state, place, circumstances);
    default: {
      const next = concluded(state, place);
      return [{ state: next, answer: answered(next) }];
    }
  }
};

function startCancel(state: State): Place {
  if (state.status === "requires_capture") return { at: "void" };
  if (state.status !== "requires_action" || state.attempt === null) return { at: "final" };
  return { at: "close", number: state.attempt.number };
}

/** Of an authorisation there is one capture or void at a time. */
export function openOrder(state: State, kind: ModelOrder["kind"], amount: number): Next[] {
  if (state.order !== null) return [{ state, answer: "refused because another request has it" }];
  const number = state.orders + 1;
  const order = { number, kind, amount, at_acquirer: "unheard" } as const;
  return [{ state: { ...state, order, orders: number }, place: { at: "opened", number } }];
}

export function askOrder(state: State, { number }: Place, circumstances: Circumstances): Next[] {
  const { order } = state;
  return ways(circumstances).map(({ arrives, is_answered }) => {
    const is_new = order?.number === number && order?.at_acquirer === "unheard";
    const next: State = arrives && is_new ? { ...state, order: { ...order, at_acquirer: "done" } } : state;
    const is_done = next.order?.number === number && next.order?.at_acquirer === "done";
    const outcome = arrives && is_answered ? is_done : null;
    return { state: next, place: { at: "asked", number: number ?? 0, outcome } };
  });
}

/** A payment with what a place has noted of its capture or void. */
export function concluded(state: State, { number, outcome }: Place): State {
  return outcome === null ? state : settleOrder(state, number as number, outcome as boolean);
}
