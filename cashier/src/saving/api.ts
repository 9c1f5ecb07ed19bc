import { type Answer, createCall } from "../checkout/api.ts";
import type { CardView, ConfirmRequest } from "../view.ts";

/** The server's side of one setup intent. */
export interface SavingApi {
  state(): Promise<Answer<CardView>>;
  confirm(body: ConfirmRequest): Promise<Answer<CardView>>;
  authenticated(): Promise<Answer<CardView>>;
}

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
