import type { FormState } from "../form/form-context.ts";
import type { NoticeCode } from "../messages/index.ts";
import type { CheckoutView } from "../view.ts";
import type { Answer } from "./api.ts";
import { fieldsToFill } from "./chosen-card.ts";
import { FIELD_ORDER, type FieldName } from "./fields.ts";
import { fieldProblemFor, noticeFor, PAYMENT_REQUIRED } from "./notice.ts";
import type { CheckoutState } from "./state.ts";

type Patch = Partial<CheckoutState>;

/** What an answer says of the session itself, whatever was asked. */
function sessionPatch(state: CheckoutState, answer: Answer): Patch {
  if (answer.kind === "unreachable") return {};
  if (answer.kind === "view") return { view: answer.view };
  const { code } = answer;
  if (code === "wrong_token" || code === "not_found") return { unusable: code };
  const known = answer.view ?? state.view;
  return { view: code === "session_expired" ? { ...known, status: "expired" } : known };
}

/** The form stays as it is, but for the security code, which has to be given anew after a decline. */
export function refusalPatch(
  state: FormState,
  code: string,
  status: number,
  field: string | null = null,
  shown: readonly FieldName[] = FIELD_ORDER,
): Partial<FormState> {
  const told = fieldProblemFor(code, field);
  const problem = told && shown.includes(told[0]) ? told : null;
  const declined = status === PAYMENT_REQUIRED;
  return {
    notice: noticeFor(code, status),
    fields: declined ? { ...state.fields, cvc: "" } : state.fields,
    problems: problem ? { [problem[0]]: problem[1] } : {},
    focus: { target: problem ? problem[0] : "notice" },
  };
}

/** True when a view shows that the session is open and nothing is on its way. */
function isUnpaid(view: CheckoutView): boolean {
  return view.status === "open" && view.payment.state === "none";
}

/** True when the bank's page that has just been left is still the next step: opening it at once would be a trap. */
function isSameChallenge(before: CheckoutView, after: CheckoutView): boolean {
  const { state, challenge_url } = after.payment;
  return state === "requires_action" && challenge_url === before.payment.challenge_url;
}

/**
 * The state after the answer to a payment, or to the end of a challenge. `unexplained` is what to tell when the
 * session turns out to be unpaid and nobody says why.
 */
export function afterPayment(state: CheckoutState, answer: Answer, unexplained: NoticeCode): Patch {
  const session = sessionPatch(state, answer);
  const challenge_interrupted = isSameChallenge(state.view, session.view ?? state.view);
  const ended: Patch = { sending: null, reconnecting: false, slow: false, challenge_interrupted, ...session };
  const refuse = (code: string, status: number, field: string | null = null): Patch => ({
    ...ended,
    ...refusalPatch(state, code, status, field, fieldsToFill(state)),
  });
  if (answer.kind === "refused") return refuse(answer.code, answer.status, answer.field);
  if (answer.kind === "unreachable") return refuse("unreachable", 0);
  if (!isUnpaid(answer.view)) return { ...ended, notice: null, problems: {} };
  const declined = answer.view.payment.last_error;
  return declined ? refuse(declined.code, PAYMENT_REQUIRED) : refuse(unexplained, 0);
}

/** The state after the answer to a new address. A failure here is silent: paying checks the amount again. */
export function afterLocation(state: CheckoutState, answer: Answer): Patch {
  const patch = sessionPatch(state, answer);
  const problem = answer.kind === "refused" && fieldProblemFor(answer.code, answer.field);
  return problem ? { ...patch, problems: { ...state.problems, [problem[0]]: problem[1] } } : patch;
}
