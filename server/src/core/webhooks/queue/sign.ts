import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Event } from "../../events/event.ts";
import type { WebhookDialect } from "../dialect.ts";
import { SECRET_PURPOSE } from "../webhook-endpoint.ts";
import type { ClaimedDelivery, SignedDelivery } from "./delivery.ts";

/** Makes of a claimed delivery what is sent. */
export type Sign = (claimed: ClaimedDelivery) => Promise<SignedDelivery>;

/** More endpoints than are told of something in the same minutes; then all are opened anew. */
const MOST_SECRETS = 1_000;

/**
 * Words events in the endpoints' APIs, unless an earlier attempt has done so, and signs them for this moment. What is
 * the same for many deliveries is done once: an event is worded once for all endpoints of an API that are told of it
 * together, and an endpoint's secret is opened once for its many webhooks.
 */
export function createSigner(core: Core, dialects: readonly WebhookDialect[]): Sign {
  const opened = new Map<string, Promise<string>>();
  const worded = new WeakMap<Event, Map<string, string>>();

  function open(scope: Scope, sealed: Buffer): Promise<string> {
    const key = sealed.toString("base64");
    const known = opened.get(key);
    if (known !== undefined) return known;
    if (opened.size >= MOST_SECRETS) opened.clear();
    const opening = core.vault.openSecret(scope, SECRET_PURPOSE, sealed);
    opened.set(key, opening);
    // What failed once may succeed when it is asked again.
    opening.catch(() => opened.delete(key));
    return opening;
  }

  function word(dialect: WebhookDialect, event: Event, scope: Scope): string {
    const wordings = worded.get(event) ?? new Map<string, string>();
    const body = wordings.get(dialect.api) ?? dialect.render(event, scope);
    worded.set(event, wordings.set(dialect.api, body));
    return body;
  }

  return async function sign(claimed) {
    const { scope, endpoint, event } = claimed;
    const dialect = dialects.find(({ api }) => api === endpoint.api);
    if (dialect === undefined) throw new Error(`Nothing here speaks the API ${endpoint.api}.`);
    const body = claimed.body ?? word(dialect, event, scope);
    const secrets = await Promise.all(endpoint.sealed_secrets.map((sealed) => open(scope, sealed)));
    return {
      claimed,
      body,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Starway-Webhooks/1.0",
        ...dialect.headers({ event, body, secrets, sent_at: core.clock.now() }),
      },
    };
  };
}
