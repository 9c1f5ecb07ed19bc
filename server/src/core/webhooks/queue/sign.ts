import type { Core } from "../../core.ts";
import type { WebhookDialect } from "../dialect.ts";
import { SECRET_PURPOSE } from "../webhook-endpoint.ts";
import type { ClaimedDelivery, SignedDelivery } from "./delivery.ts";

/** Words the event in the endpoint's API, unless an earlier attempt has done so, and signs it for this moment. */
export async function signDelivery(
  core: Core,
  dialects: readonly WebhookDialect[],
  claimed: ClaimedDelivery,
): Promise<SignedDelivery> {
  const { scope, endpoint, event } = claimed;
  const dialect = dialects.find(({ api }) => api === endpoint.api);
  if (dialect === undefined) throw new Error(`Nothing here speaks the API ${endpoint.api}.`);
  const body = claimed.body ?? dialect.render(event, scope);
  const secrets = await Promise.all(
    endpoint.sealed_secrets.map((sealed) => core.vault.openSecret(scope, SECRET_PURPOSE, sealed)),
  );
  return {
    claimed,
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Starway-Webhooks/1.0",
      ...dialect.headers({ event, body, secrets, sent_at: core.clock.now() }),
    },
  };
}
