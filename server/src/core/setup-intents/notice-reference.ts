import type { Scope } from "../../kit/scope.ts";
import type { Vault } from "../../vault/vault.ts";

const PURPOSE = "setup_notice";

/** A verification of a setup intent's card, as the outside names it. */
export interface NamedVerification {
  readonly scope: Scope;
  readonly setup_intent_id: string;
  readonly verification_id: string;
}

/** Names a verification to the outside, like a payment's attempt: it comes back with the buyer, and cannot be made up. */
export function setupNoticeReference(
  vault: Vault,
  { scope, setup_intent_id, verification_id }: NamedVerification,
): string {
  const mode = scope.livemode ? "live" : "test";
  const name = `setup.${scope.merchant_id}.${mode}.${setup_intent_id}.${verification_id}`;
  return `${name}.${vault.deriveToken(PURPOSE, name)}`;
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PATTERN = new RegExp(`^(setup\\.(${UUID})\\.(live|test)\\.(${UUID})\\.(${UUID}))\\.([\\w-]{32})$`);

/** The verification that a genuine reference names. */
export function parseSetupNoticeReference(vault: Vault, reference: string): NamedVerification | undefined {
  const [, name = "", merchant_id = "", mode, setup_intent_id = "", verification_id = "", token = ""] =
    PATTERN.exec(reference) ?? [];
  if (!vault.verifyToken(PURPOSE, name, token)) return undefined;
  return { scope: { merchant_id, livemode: mode === "live" }, setup_intent_id, verification_id };
}
