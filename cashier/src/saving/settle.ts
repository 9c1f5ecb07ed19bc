import type { Answer } from "../checkout/api.ts";
import { persist } from "../checkout/persist.ts";
import { pollState } from "../checkout/poll.ts";
import type { NoticeCode } from "../messages/index.ts";
import type { CardView } from "../view.ts";
import { afterSaving } from "./answers.ts";
import type { SavingContext } from "./context.ts";
import { screenOf } from "./state.ts";

/** Sends something that must arrive, shows that it takes long, and takes the outcome over. */
export async function sendAndSettle(
  context: SavingContext,
  send: () => Promise<Answer<CardView>>,
  unexplained: NoticeCode,
): Promise<void> {
  const { store, ports } = context;
  const answer = await persist(send, {
    wait: ports.wait,
    onRetry: () => store.update({ reconnecting: true }),
    state: () => ports.api.state(),
  });
  await settle(context, answer, unexplained);
}

async function settle(
  context: SavingContext,
  answer: Answer<CardView>,
  unexplained: NoticeCode,
): Promise<void> {
  const { store, ports } = context;
  // Another tab may have saved a card, or be about to: how things stand then is worth more than the refusal.
  const elsewhere = answer.kind === "refused" && answer.code === "payment_in_progress";
  const told = elsewhere ? await ports.api.state() : answer;
  store.update(afterSaving(store.get(), told, unexplained));
  await watchVerification(context);
}

function isUndecided(answer: Answer<CardView>): boolean {
  if (answer.kind === "view") return answer.view.verifying;
  return answer.kind === "unreachable" || !/^(wrong_token|not_found)$/.test(answer.code);
}

/** While a card is being verified, asks for the outcome until it is there. */
export async function watchVerification(context: SavingContext): Promise<void> {
  const { store, ports } = context;
  if (screenOf(store.get()) !== "processing") return;
  const decided = await pollState({
    state: () => ports.api.state(),
    wait: ports.wait,
    isUndecided,
    onSlow: () => store.update({ slow: true }),
  });
  await settle(context, decided, "processing_error");
}
