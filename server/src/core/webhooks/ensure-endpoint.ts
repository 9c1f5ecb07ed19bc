import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { upsertEndpoint } from "./store.ts";
import { SECRET_PURPOSE } from "./webhook-endpoint.ts";

export interface EnsuredEndpoint {
  readonly id: string;
  readonly api: string;
  readonly url: string;
  readonly description: string;
  readonly secret: string;
}

/** Makes an endpoint of a known id and secret, or moves it to a new address: for what an installation sets up itself. */
export async function ensureEndpoint(core: Core, scope: Scope, ensured: EnsuredEndpoint): Promise<void> {
  const { secret, ...described } = ensured;
  const sealed_secret = await core.vault.sealSecret(scope, SECRET_PURPOSE, secret);
  const endpoint = {
    ...described,
    event_types: [],
    metadata: {},
    status: "enabled",
    previous_secret_expires_at: null,
    created_at: core.clock.now(),
  } as const;
  await upsertEndpoint(core.db, scope, endpoint, sealed_secret);
}
