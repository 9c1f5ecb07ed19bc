import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findSealedSecrets } from "./store.ts";
import { SECRET_PURPOSE } from "./webhook-endpoint.ts";

/** The secrets of a merchant's endpoints of one API, for checking a signature that the merchant received. */
export async function webhookSecrets(core: Core, scope: Scope, api: string): Promise<string[]> {
  const sealed = await findSealedSecrets(core.db, scope, api, core.clock.now());
  return Promise.all(sealed.map((secret) => core.vault.openSecret(scope, SECRET_PURPOSE, secret)));
}
