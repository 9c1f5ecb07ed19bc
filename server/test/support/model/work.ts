import { concludeRefund, lookUpRefund } from "./give-back.ts";
import { askOrder, concluded, openOrder } from "./modify.ts";
import { lookUpSteps, settled } from "./pay.ts";
import type { State } from "./state.ts";
import { type Circumstances, DONE, type Next, type Place, type Step, ways } from "./step.ts";

/** A worker's pass. Whether something is due is not for the model to say, so it may always do nothing. */
export const workStep: Step<"work"> = (state, place, { job }, circumstances) => {
  const nothing: Next = { state, answer: DONE };
  switch (job) {
    case "attempts":
      return resolveAttempt(state, place, circumstances, nothing);
    case "modifications":
      return resolveOrder(state, place, circumstances, nothing);
    case "releases":
      return releaseAuthorization(state, place, circumstances, nothing);
    case "refunds":
      return resolveRefunds(state, place, circumstances, nothing);
    case "disputes":
      return [{ state: { ...state, withdrawn: circumstances.withdrawn }, answer: DONE }];
  }
};

function resolveAttempt(state: State, place: Place, circumstances: Circumstances, nothing: Next): Next[] {
  if (place.at === "looked_up") return [{ state: settled(state, place), answer: DONE }];
  if (place.at === "claimed") return lookUpSteps(state, place, circumstances);
  if (state.status !== "processing" || state.attempt === null) return [nothing];
  return [nothing, { state, place: { at: "claimed", number: state.attempt.number } }];
}

function resolveOrder(state: State, place: Place, circumstances: Circumstances, nothing: Next): Next[] {
  if (place.at === "looked_up") return [{ state: concluded(state, place), answer: DONE }];
  if (place.at === "claimed") {
    return ways(circumstances).map(({ arrives, is_answered }) =>
      lookUpOrder(state, place, arrives, is_answered),
    );
  }
  if (state.order === null) return [nothing];
  return [nothing, { state, place: { at: "claimed", number: state.order.number } }];
}

function lookUpOrder(state: State, { number }: Place, arrives: boolean, is_answered: boolean): Next {
  const { order } = state;
  const is_current = order?.number === number;
  const closes = arrives && is_current && order?.at_acquirer === "unheard";
  const next: State = closes && order ? { ...state, order: { ...order, at_acquirer: "closed" } } : state;
  const is_done = is_current && order?.at_acquirer === "done";
  return {
    state: next,
    place: { at: "looked_up", number: number ?? 0, outcome: arrives && is_answered ? is_done : null },
  };
}

function releaseAuthorization(
  state: State,
  place: Place,
  circumstances: Circumstances,
  nothing: Next,
): Next[] {
  if (place.at === "asked") return [{ state: concluded(state, place), answer: DONE }];
  if (place.at === "opened") return askOrder(state, place, circumstances);
  const is_due =
    state.status === "requires_capture" && state.attempt?.is_old === true && state.order === null;
  return is_due ? [nothing, ...openOrder(state, "void", state.amount)] : [nothing];
}

function resolveRefunds(state: State, place: Place, circumstances: Circumstances, nothing: Next): Next[] {
  const index = typeof place.index === "number" ? place.index : 0;
  if (place.at === "asked") {
    return [{ state: concludeRefund(state, place), place: { at: "start", index: index + 1 } }];
  }
  const refund = state.refunds[index];
  if (refund === undefined) return [nothing];
  const passed_over: Next = { state, place: { at: "start", index: index + 1 } };
  if (refund.status !== "pending" && !(refund.status === "succeeded" && refund.may_bounce))
    return [passed_over];
  const looked = ways(circumstances).flatMap(({ arrives, is_answered }): Next[] =>
    (arrives ? lookUpRefund(state, index) : [state]).map((next) => {
      const outcome = arrives && is_answered ? (next.refunds[index]?.at_acquirer ?? null) : null;
      return { state: next, place: { at: "asked", index, outcome } };
    }),
  );
  return [passed_over, ...looked];
}

export const waitStep: Step<"wait"> = (state, _place, { wait }) => {
  const ends = wait === "until authorisations have ended" && state.attempt !== null;
  const next = ends && state.attempt ? { ...state, attempt: { ...state.attempt, is_old: true } } : state;
  return [{ state: next, answer: DONE }];
};
