import type { Connector, Outcome } from "../../connectors/connector.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { forgetSecurityCode } from "../payment-methods/forget-security-code.ts";
import { getPaymentMethod } from "../payment-methods/get.ts";
import type { CardMethod, PaymentMethod } from "../payment-methods/payment-method.ts";
import { beginVerification } from "../payment-methods/store.ts";
import { callConnector, lookUpTime } from "../payments/attempts/call-connector.ts";
import type { SetupError } from "./setup-intent.ts";

/** A card that the processor was asked about, so that it may be attached. */
export interface VerifiedCard {
  readonly payment_method_id: string;
  readonly verification_id: string;
  /** Why it cannot be attached; null when it can. */
  readonly error: SetupError | null;
}

/**
 * Asks the processor whether a card that is nobody's may become somebody's. That it is being asked is written first; of
 * several requests at once, one asks.
 */
export async function verifyCard(
  core: Core,
  scope: Scope,
  payment_method_id: string,
): Promise<VerifiedCard | Refusal> {
  const found = await getPaymentMethod(core, scope, payment_method_id);
  const refusal = refuseAttachment(found);
  if (refusal !== undefined) return refusal;
  const connector = core.connectors.choose(scope);
  if (connector === undefined) {
    return refuse(
      "payment_method_conflict",
      "No payment processor is connected in live mode yet. Connect one, or use a test key.",
    );
  }
  const now = core.clock.now();
  const verification = { id: core.new_id(), verifying_until: lookUpTime(connector, now) };
  const method = await beginVerification(core.db, scope, payment_method_id, verification, now);
  if (method === undefined) {
    return refuse(
      "payment_method_conflict",
      "Another request is attaching this payment method. Wait for its outcome.",
      "payment_method",
    );
  }
  // Of a bank account there is nothing to ask: its bank answers debits only.
  const error =
    method.type === "card" ? errorOf(await askAbout(core, scope, connector, method, verification.id)) : null;
  return { payment_method_id, verification_id: verification.id, error };
}

/** Why a payment method cannot become a customer's. */
function refuseAttachment(method: PaymentMethod | undefined): Refusal | undefined {
  if (method === undefined) return refuse("resource_missing", "No such payment method.", "payment_method");
  if (method.detached_at !== null) {
    return refuse(
      "payment_method_conflict",
      "This payment method was detached from a customer and cannot be used again. Make a new one.",
      "payment_method",
    );
  }
  if (method.customer_id === null) return undefined;
  return refuse(
    "payment_method_conflict",
    "This payment method has already been attached to a customer.",
    "payment_method",
  );
}

async function askAbout(
  core: Core,
  scope: Scope,
  connector: Connector,
  method: CardMethod,
  verification_id: string,
): Promise<Outcome> {
  const card = await core.vault.revealCard(scope, method.vault_entry_id);
  const request = {
    attempt_id: verification_id,
    card,
    security_code: await forgetSecurityCode(core, scope, method),
    // The buyer is not there to authenticate, so nobody is sent anywhere and nothing comes back.
    notice_reference: verification_id,
    valid_until: addMilliseconds(core.clock.now(), connector.timeout_ms),
  };
  return callConnector(core, connector, "verify", () => connector.verify(request));
}

/** A card whose bank wants to hear from the buyer is good: it will be asked for when it is charged. */
function errorOf(outcome: Outcome): SetupError | null {
  if (outcome.kind === "declined") return { code: outcome.code, decline_code: outcome.decline_code };
  return outcome.kind === "unknown" ? { code: "processing_error", decline_code: null } : null;
}
