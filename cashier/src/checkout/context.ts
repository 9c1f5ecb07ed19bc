import type { CheckoutApi } from "./api.ts";
import type { LocationUpdater } from "./location.ts";
import type { CheckoutState } from "./state.ts";
import type { Store } from "./store.ts";
import type { Wait } from "./wait.ts";

/** The outside of a checkout: the server, time and chance. */
export interface CheckoutPorts {
  api: CheckoutApi;
  wait: Wait;
  today(): Date;
  newKey(): string;
}

/** What the verbs of a checkout share. */
export interface CheckoutContext {
  store: Store<CheckoutState>;
  ports: CheckoutPorts;
  location: LocationUpdater;
}
