import type { Scope } from "../../../kit/scope.ts";
import type { Vault } from "../../../vault/vault.ts";

const PURPOSE = "notice";

/**
 * Names an attempt to the outside. A processor's notice, or a buyer coming back from a challenge, brings it along; it
 * cannot be made up, because it carries a token that only this installation can derive.
 */
export function noticeReference(vault: Vault, scope: Scope, attempt_id: string): string {
  const name = `${scope.merchant_id}.${scope.livemode ? "live" : "test"}.${attempt_id}`;
  return `${name}.${vault.deriveToken(PURPOSE, name)}`;
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PATTERN = new RegExp(`^((${UUID})\\.(live|test)\\.(${UUID}))\\.([\\w-]{32})$`);

/** The attempt that a genuine reference names. */
export function parseNoticeReference(
  vault: Vault,
  reference: string,
): { scope: Scope; attempt_id: string } | undefined {
  const [, name, merchant_id, mode, attempt_id, token] = PATTERN.exec(reference) ?? [];
  if (name === undefined || merchant_id === undefined || attempt_id === undefined || token === undefined) {
    return undefined;
  }
  if (!vault.verifyToken(PURPOSE, name, token)) return undefined;
  return { scope: { merchant_id, livemode: mode === "live" }, attempt_id };
}
