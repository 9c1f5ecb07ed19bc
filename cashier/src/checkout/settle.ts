import type { NoticeCode } from "../messages/index.ts";
import type { CheckoutView } from "../view.ts";
import { afterPayment } from "./answers.ts";
import type { Answer } from "./api.ts";
import type { CheckoutContext } from "./context.ts";
import { type Persistence, persist } from "./persist.ts";
import { pollState } from "./poll.ts";
import { screenOf } from "./state.ts";

type Context = Pick<CheckoutContext, "store" | "ports">;

/** Sends something that must arrive, shows that it takes long, and takes the outcome over. */
export async function sendAndSettle(
  context: Context,
  send: () => Promise<Answer>,
  unexplained: NoticeCode,
): Promise<void> {
  const { store, ports } = context;
  const persistence: Persistence<CheckoutView> = {
    wait: ports.wait,
    onRetry: () => store.update({ reconnecting: true }),
    state: () => ports.api.state(),
  };
  await settle(context, await persist(send, persistence), unexplained);
}

async function settle(context: Context, answer: Answer, unexplained: NoticeCode): Promise<void> {
  const { store, ports } = context;
  // Another tab may have paid: what the session says then is worth more than the refusal.
  const elsewhere = answer.kind === "refused" && /^(session_complete|payment_in_progress)$/.test(answer.code);
  const told = elsewhere ? await ports.api.state() : answer;
  store.update(afterPayment(store.get(), told, unexplained));
  await watchProcessing(context);
}

/** True when an answer leaves the payment as undecided as it was. */
function isUndecided(answer: Answer): boolean {
  if (answer.kind === "view") return answer.view.payment.state === "processing";
  return answer.kind === "unreachable" || !/^(wrong_token|not_found|session_)/.test(answer.code);
}

/** While the payment is being processed, asks for its state until it is decided. */
export async function watchProcessing(context: Context): Promise<void> {
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
