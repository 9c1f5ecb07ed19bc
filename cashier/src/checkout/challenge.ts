import type { CheckoutContext } from "./context.ts";
import { sendAndSettle } from "./settle.ts";
import { screenOf } from "./state.ts";

/** Tells the server that the bank's page has ended, or that the buyer has closed it. */
export async function endChallenge(context: CheckoutContext, closed: boolean): Promise<void> {
  const { store, ports } = context;
  if (store.get().sending || screenOf(store.get()) !== "challenge") return;
  store.update({ sending: "authentication", challenge_interrupted: false });
  const body = closed ? ({ closed: true } as const) : {};
  await sendAndSettle(context, () => ports.api.authenticated(body), "authentication_failed");
}
