import type { Method } from "./history.ts";
import {
  type AtAcquirer,
  atAcquirer,
  decisionOn,
  isConfirmable,
  lookUp,
  openAttempt,
  type State,
  settleAttempt,
} from "./state.ts";
import {
  answered,
  type Circumstances,
  DONE,
  type Next,
  type Place,
  refused,
  START,
  type Step,
  ways,
} from "./step.ts";

const UNKNOWN = "unknown";

/** Looks an attempt up; what is found out, or that nothing was, is settled in a step of its own. */
export function lookUpSteps(state: State, place: Place, circumstances: Circumstances): Next[] {
  const number = place.number as number;
  return ways(circumstances).flatMap(({ arrives, is_answered }) => {
    if (!arrives) return [{ state, place: { ...place, at: "looked_up", outcome: UNKNOWN } }];
    const found = lookUp(state, number);
    return found.outcomes.map((outcome) => ({
      state: found.state,
      place: { ...place, at: "looked_up", outcome: is_answered ? outcome : UNKNOWN },
    }));
  });
}

/** The payment with what a place has noted of its attempt. */
export function settled(state: State, { number, outcome }: Place): State {
  return outcome === UNKNOWN ? state : settleAttempt(state, number as number, outcome as AtAcquirer);
}

/** What is answered to whoever tries to pay. */
function payAnswer(state: State): string {
  return state.status === "requires_payment_method" && state.has_error ? "declined" : answered(state);
}

export const confirmStep: Step<"confirm"> = (state, place, sent, circumstances) => {
  switch (place.at) {
    case "start":
      return startConfirm(state, sent.method);
    case "close":
      return lookUpSteps(state, place, circumstances);
    case "looked_up": {
      const next = settled(state, place);
      if (next.status === "requires_action") return [{ state: next, ...afterNoEnd(next, place) }];
      if (!isConfirmable(next)) return [{ state: next, answer: refused(next) }];
      return [...open(next, place.method as Method), { state: next, place: START }];
    }
    case "opened":
      return ask(state, place, ways(circumstances, sent.scenario));
    default:
      return conclude(state, place);
  }
};

/** As long as a challenge may be open no other attempt begins; one that somebody else has begun is ended in its turn. */
function afterNoEnd({ attempt }: State, { number }: Place): { place: Place } | { answer: string } {
  return attempt?.number === number ? { answer: "refused because it cannot be given up" } : { place: START };
}

function startConfirm(state: State, asked: Method | null): Next[] {
  const method = asked ?? state.method;
  if (isConfirmable(state)) return method === null ? [{ state, answer: "missing" }] : open(state, method);
  if (state.status !== "requires_action" || state.attempt === null)
    return [{ state, answer: refused(state) }];
  // Another card, or the same one again: the buyer's challenge is given up first.
  return [{ state, place: { at: "close", number: state.attempt.number, method } }];
}

function open(state: State, method: Method): Next[] {
  const opened = openAttempt(state, method);
  return [{ state: opened, place: { at: "opened", number: opened.attempt?.number ?? 0 } }];
}

function ask(state: State, place: Place, calls: ReturnType<typeof ways>): Next[] {
  const number = place.number as number;
  const { attempt } = state;
  const is_new = attempt?.number === number && attempt.at_acquirer === "unheard";
  // What has been looked up before it arrived is refused.
  const decision = is_new ? decisionOn(attempt.method) : "closed";
  return calls.map(({ arrives, is_answered }) => ({
    state: arrives && is_new ? atAcquirer(state, number, decision) : state,
    place: { at: "asked", number, outcome: arrives && is_answered ? decision : UNKNOWN },
  }));
}

function conclude(state: State, place: Place): Next[] {
  if (place.outcome === UNKNOWN) return [{ state, answer: "ok processing" }];
  const next = settled(state, place);
  return [{ state: next, answer: payAnswer(next) }];
}

/** The buyer answers on the bank's page; the bank's notice lets us ask how it went. */
export const authenticateStep: Step<"authenticate"> = (state, place, { is_approved }, circumstances) => {
  const number = state.page_of;
  const is_current = state.attempt?.number === number;
  switch (place.at) {
    case "start": {
      const is_open = is_current && state.attempt?.at_acquirer === "challenge";
      const decision = is_approved && state.attempt?.method === "challenged" ? "approved" : "declined";
      const next = is_open ? atAcquirer(state, number, decision) : state;
      return [{ state: next, place: { at: "notice" } }];
    }
    case "notice":
      if (state.status !== "requires_action" || !is_current) return [{ state, answer: DONE }];
      return [{ state: { ...state, status: "processing" }, place: { at: "complete", number } }];
    case "complete":
      return ways(circumstances).map(({ arrives, is_answered }) => {
        const found = is_current ? state.attempt?.at_acquirer : undefined;
        const outcome = arrives && is_answered ? (found ?? "closed") : UNKNOWN;
        return { state, place: { at: "completed", number, outcome } };
      });
    default:
      return [{ state: settled(state, place), answer: DONE }];
  }
};
