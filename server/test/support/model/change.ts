import { isConfirmable } from "./state.ts";
import { answered, refused, type Step } from "./step.ts";

/** What the merchant has noted may change at any time. */
export const describeStep: Step<"describe"> = (state) => [{ state, answer: answered(state) }];

export const repriceStep: Step<"reprice"> = (state, _place, { amount }) => {
  if (!isConfirmable(state)) return [{ state, answer: refused(state) }];
  return [{ state: { ...state, amount }, answer: answered(state) }];
};

export const changeMethodStep: Step<"change_method"> = (state, _place, { method }) => {
  if (!isConfirmable(state)) return [{ state, answer: refused(state) }];
  const next = { ...state, method, status: "requires_confirmation" } as const;
  return [{ state: next, answer: answered(next) }];
};
