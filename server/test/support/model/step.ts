import type { JobName, Method, Scenario, Wait } from "./history.ts";
import type { State } from "./state.ts";

/** An operation as it was sent: parts have become amounts. */
export type Sent =
  | { readonly kind: "confirm"; readonly method: Method | null; readonly scenario: Scenario | null }
  | { readonly kind: "cancel" | "describe" }
  | { readonly kind: "capture" | "refund"; readonly amount: number | null }
  | { readonly kind: "reprice"; readonly amount: number }
  | { readonly kind: "change_method"; readonly method: Method }
  | { readonly kind: "cancel_refund"; readonly amount: number }
  | { readonly kind: "authenticate"; readonly is_approved: boolean }
  | { readonly kind: "work"; readonly job: JobName }
  | { readonly kind: "wait"; readonly wait: Wait };

/** How far an operation has come. */
export interface Place {
  readonly at: string;
  readonly [note: string]: string | number | boolean | null;
}

/** Where one step may lead: further on, or to an answer. */
export type Next =
  | { readonly state: State; readonly place: Place }
  | { readonly state: State; readonly answer: string };

/** What holds for all that happens at the same time. */
export interface Circumstances {
  readonly requests_may_be_lost: boolean;
  readonly answers_may_be_lost: boolean;
  /** What disputes have taken back when it is all over. */
  readonly withdrawn: number;
  /** How many refunds there were before. */
  readonly refunds_before: number;
}

/** One atomic step of an operation; more than one way on where chance, or the network, decides. */
export type Step<Kind extends Sent["kind"]> = (
  state: State,
  place: Place,
  sent: Extract<Sent, { kind: Kind }>,
  circumstances: Circumstances,
) => readonly Next[];

export const START: Place = { at: "start" };
export const DONE = "done";

export const refused = ({ status }: State) => `refused because it is ${status}`;
export const answered = ({ status }: State) => `ok ${status}`;

/** How a call to the processor may go: whether it arrives, and whether its answer does. */
export function ways(
  { requests_may_be_lost, answers_may_be_lost }: Circumstances,
  scenario: Scenario | null = null,
): { readonly arrives: boolean; readonly is_answered: boolean }[] {
  const normal = {
    arrives: scenario !== "processor_error",
    is_answered: scenario === null || scenario === "duplicate_notice",
  };
  return [
    normal,
    ...(requests_may_be_lost ? [{ arrives: false, is_answered: false }] : []),
    ...(answers_may_be_lost ? [{ arrives: normal.arrives, is_answered: false }] : []),
  ];
}
