import { formatId } from "../../kit/ids.ts";
import type { Vault } from "../../vault/vault.ts";

const PURPOSE = "client_secret";

/** What a browser needs to pay an intent: derived from its id, so nothing is stored. */
export function clientSecret(vault: Vault, intent_id: string): string {
  return `${formatId("payment_intent", intent_id)}_secret_${vault.deriveToken(PURPOSE, intent_id)}`;
}
