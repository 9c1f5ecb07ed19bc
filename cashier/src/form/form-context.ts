import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FieldName, FieldProblems, Fields } from "../checkout/fields.ts";
import type { Notice } from "../checkout/notice.ts";
import type { Messages } from "../messages/index.ts";

/** Where the keyboard should go next; a new object moves it again. */
export interface FocusRequest {
  target: FieldName | "notice";
}

/** What every page with a card form shows of it, whatever the card is for. */
export interface FormState {
  fields: Fields;
  problems: FieldProblems;
  notice: Notice | null;
  focus: FocusRequest | null;
  /** False on the server and until the page's script runs: nothing can be pressed before. */
  started: boolean;
  /** What is on its way to the server. */
  sending: "form" | "authentication" | null;
  reconnecting: boolean;
  /** The buyer shut the bank's page and the server could not be told yet. */
  challenge_interrupted: boolean;
  slow: boolean;
}

/** What can be done in such a form, and with the bank's page that may follow it. */
export interface FormVerbs {
  type(field: FieldName, value: string): void;
  leave(field: FieldName): void;
  submit(): Promise<void>;
  endChallenge(closed: boolean): Promise<void>;
  resumeChallenge(): void;
}

export interface Form {
  verbs: FormVerbs;
  state: FormState;
  messages: Messages;
}

const FormContext = createContext<Form | null>(null);

export const FormProvider = FormContext.Provider;

/** What the parts of a form may need, on whichever page they stand. */
export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error("Outside of the page.");
  return form;
}
