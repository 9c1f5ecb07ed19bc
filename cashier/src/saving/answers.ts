import { refusalPatch } from "../checkout/answers.ts";
import type { Answer } from "../checkout/api.ts";
import { PAYMENT_REQUIRED } from "../checkout/notice.ts";
import type { NoticeCode } from "../messages/index.ts";
import type { CardView } from "../view.ts";
import { isWaiting, type SavingState } from "./state.ts";

type Patch = Partial<SavingState>;

function viewPatch({ view }: SavingState, answer: Answer<CardView>): Patch {
  if (answer.kind === "unreachable") return {};
  if (answer.kind === "view") return { view: answer.view };
  const { code } = answer;
  return code === "wrong_token" || code === "not_found" ? { unusable: code } : { view: answer.view ?? view };
}

/** The state after the answer to a card, or to the end of a challenge. `unexplained` is told when nobody says why. */
export function afterSaving(state: SavingState, answer: Answer<CardView>, unexplained: NoticeCode): Patch {
  const patch = viewPatch(state, answer);
  const view = patch.view ?? state.view;
  // The bank's page that has just been left is still the next step: opening it at once would be a trap.
  const challenge_interrupted =
    view.status === "requires_action" && view.challenge_url === state.view.challenge_url;
  const ended: Patch = { sending: null, reconnecting: false, slow: false, challenge_interrupted, ...patch };
  if (answer.kind === "unreachable") return { ...ended, ...refusalPatch(state, "unreachable", 0) };
  if (answer.kind === "refused") {
    return { ...ended, ...refusalPatch(state, answer.code, answer.status, answer.field) };
  }
  if (!isWaiting(view)) return { ...ended, notice: null, problems: {} };
  const declined = view.last_error;
  if (declined) return { ...ended, ...refusalPatch(state, declined.code, PAYMENT_REQUIRED) };
  return { ...ended, ...refusalPatch(state, unexplained, 0) };
}
