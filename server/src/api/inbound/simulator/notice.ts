import { activateSession } from "../../../core/billing/complete-checkout.ts";
import type { Core } from "../../../core/core.ts";
import { parseNoticeReference } from "../../../core/payments/attempts/notice-reference.ts";
import { receiveNotice } from "../../../core/payments/attempts/receive-notice.ts";

/** The simulated processor's notice. It comes from this process, and names an attempt as one from outside would. */
export async function simulatorNotice(core: Core, reference: string): Promise<void> {
  const named = parseNoticeReference(core.vault, reference);
  const intent = named && (await receiveNotice(core, named.scope, named.attempt_id));
  if (named === undefined || intent?.status !== "succeeded") return;
  await activateSession(core, named.scope, intent.checkout_session_id);
}
