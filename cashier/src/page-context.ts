import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Checkout } from "./checkout/checkout.ts";
import type { CheckoutState } from "./checkout/state.ts";
import type { Messages } from "./messages/index.ts";

/** The two ways out of the merchant's overlay. */
export interface Exits {
  cancel(): void;
  close(): void;
}

export interface Page {
  checkout: Checkout;
  state: CheckoutState;
  messages: Messages;
  /** Null on the server, where nobody can press anything. */
  exits: Exits | null;
}

const PageContext = createContext<Page | null>(null);

export const PageProvider = PageContext.Provider;

/** What every component of the page may need. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("Outside of the page.");
  return page;
}
