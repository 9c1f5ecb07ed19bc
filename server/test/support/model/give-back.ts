import { changeRefund, type RefundStatus, refundedOf, type State, settleRefund } from "./state.ts";
import { type Circumstances, type Next, type Place, refused, type Step, ways } from "./step.ts";

export const refundStep: Step<"refund"> = (state, place, { amount }, circumstances) => {
  switch (place.at) {
    case "start":
      return openRefund(state, amount);
    case "opened":
      return ways(circumstances).flatMap(({ arrives, is_answered }) => {
        const places = arrives ? decide(state, place.index as number) : [state];
        return places.map((next) => ({
          state: next,
          place: {
            at: "asked",
            index: place.index ?? 0,
            outcome: outcomeOf(next, place, arrives && is_answered),
          },
        }));
      });
    default: {
      // Whoever did not hear what became of it is told that it is on its way.
      if (place.outcome === null) return [{ state, answer: "ok pending" }];
      const next = concludeRefund(state, place);
      return [{ state: next, answer: `ok ${next.refunds[place.index as number]?.status}` }];
    }
  }
};

function openRefund(state: State, asked: number | null): Next[] {
  if (state.status !== "succeeded") return [{ state, answer: refused(state) }];
  const left = state.amount_received - refundedOf(state) - state.withdrawn;
  if (left <= 0) return [{ state, answer: "refused because nothing is left" }];
  if ((asked ?? 0) > left) return [{ state, answer: "too large" }];
  const refund = {
    amount: asked ?? left,
    status: "pending",
    at_acquirer: "unheard",
    may_bounce: state.attempt?.method === "refunded_in_vain",
  } as const;
  const refunds = [...state.refunds, refund];
  return [{ state: { ...state, refunds }, place: { at: "opened", index: refunds.length - 1 } }];
}

/** What the acquirer may make of a refund; it knows each only once. */
function decide(state: State, index: number): State[] {
  if (state.refunds[index]?.at_acquirer !== "unheard") return [state];
  const decided = (at_acquirer: RefundStatus) => changeRefund(state, index, { at_acquirer });
  switch (state.attempt?.method) {
    case "refunded_slowly":
    case "bank":
      return [decided("pending")];
    // The buyer's bank may have taken the money before we were told.
    case "disputed":
    case "disputed_twice":
      return [decided("succeeded"), decided("failed")];
    default:
      return [decided("succeeded")];
  }
}

function outcomeOf(state: State, { index }: Place, is_answered: boolean): string | null {
  return is_answered ? (state.refunds[index as number]?.at_acquirer ?? null) : null;
}

export function concludeRefund(state: State, { index, outcome }: Place): State {
  return outcome === null ? state : settleRefund(state, index as number, outcome as RefundStatus);
}

/** What the acquirer says of a refund when it is asked later: time may have gone by. */
export function lookUpRefund(state: State, index: number): State[] {
  const refund = state.refunds[index];
  const becomes = (at_acquirer: RefundStatus) => changeRefund(state, index, { at_acquirer });
  switch (refund?.at_acquirer) {
    case "unheard":
      return [becomes("failed")];
    case "pending":
      return [state, becomes("succeeded")];
    case "succeeded":
      return refund.may_bounce ? [state, becomes("failed")] : [state];
    default:
      return [state];
  }
}

export const cancelRefundStep: Step<"cancel_refund"> = (state, place, { amount }, circumstances) => {
  const index = place.index as number;
  switch (place.at) {
    case "start":
      return refundsOf(state, amount, circumstances).map((found) => ({
        state,
        place: { at: state.refunds[found]?.status === "pending" ? "ask" : "refuse", index: found },
      }));
    case "ask":
      return askToCancel(state, place, circumstances);
    case "asked":
      return [{ state: concludeRefund(state, place), place: { at: "final", index } }];
    case "final":
      if (state.refunds[index]?.status === "canceled") return [{ state, answer: "ok canceled" }];
      return refuseToCancel(state, index);
    default:
      return refuseToCancel(state, index);
  }
};

function askToCancel(state: State, { index }: Place, circumstances: Circumstances): Next[] {
  return ways(circumstances).flatMap(({ arrives, is_answered }) => {
    const looked = arrives ? lookUpRefund(state, index as number) : [state];
    return looked.map((found) => {
      const is_open = arrives && found.refunds[index as number]?.at_acquirer === "pending";
      const next = is_open ? changeRefund(found, index as number, { at_acquirer: "canceled" }) : found;
      const outcome = outcomeOf(next, { at: "", index: index ?? 0 }, arrives && is_answered);
      return { state: next, place: { at: "asked", index: index ?? 0, outcome } };
    });
  });
}

function refuseToCancel(state: State, index: number): Next[] {
  return [{ state, answer: `refused because it is ${state.refunds[index]?.status}` }];
}

/** The refunds of that amount that were there before: any of them may be the one that is meant. */
function refundsOf({ refunds }: State, amount: number, { refunds_before }: Circumstances): number[] {
  return refunds.flatMap((refund, index) =>
    refund.amount === amount && index < refunds_before ? [index] : [],
  );
}
