import type { Store } from "../checkout/store.ts";
import type { Wait } from "../checkout/wait.ts";
import type { SavingApi } from "./api.ts";
import type { SavingState } from "./state.ts";

/** The outside of the page: the server, time and chance. */
export interface SavingPorts {
  api: SavingApi;
  wait: Wait;
  today(): Date;
  newKey(): string;
}

/** What the verbs of the page share. */
export interface SavingContext {
  store: Store<SavingState>;
  ports: SavingPorts;
}
