import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SavingMessages } from "../messages/saving.ts";
import type { Saving } from "./saving.ts";
import type { SavingState } from "./state.ts";

/** The ways back to the page that opened this one's window. */
export interface WindowExits {
  cancel(): void;
  close(): void;
}

export interface SavingPage {
  saving: Saving;
  state: SavingState;
  messages: SavingMessages;
  /** Null on the server, and in a window that nobody opened. */
  exits: WindowExits | null;
}

const SavingContext = createContext<SavingPage | null>(null);

export const SavingProvider = SavingContext.Provider;

/** What every component of the page may need. */
export function useSaving(): SavingPage {
  const page = useContext(SavingContext);
  if (!page) throw new Error("Outside of the page.");
  return page;
}
