import { createCall } from "../checkout/api.ts";
import type { CardView } from "../view.ts";
import type { SavingApi } from "./saving.ts";

/** Speaks to the endpoints of a setup intent with its secret. */
export function createSavingApi(
  setup_intent_id: string,
  client_secret: string,
  send: typeof fetch,
): SavingApi {
  const path = `/cards/${encodeURIComponent(setup_intent_id)}`;
  const call = createCall<CardView>(path, { "X-Client-Secret": client_secret }, send);
  return {
    state: () => call("state"),
    confirm: (body) => call("confirm", body),
    authenticated: () => call("authenticated", {}),
  };
}
