import type { OperationContext } from "../operations/operation.ts";

/** Payments begun at a steady rate for a while, however fast they are answered. */
export interface Step {
  readonly name: string;
  readonly rate: number;
  readonly seconds: number;
}

/** What the open-loop generator is told, as its one argument in JSON. */
export interface OpenLoopPlan extends OperationContext {
  readonly connections: number;
  readonly steps: readonly Step[];
}

/** What became of the payments that were due in one second of a step. */
export interface Second {
  readonly step: number;
  readonly second: number;
  readonly due: number;
  readonly accepted: number;
  /** By status. */
  readonly refused: Readonly<Record<string, number>>;
  /** From the moment at which a payment was due, whenever the generator came to send it. */
  readonly accepted_ms: readonly number[];
  readonly refused_ms: readonly number[];
}

export type OpenLoopMessage =
  | { readonly kind: "step"; readonly step: number }
  | { readonly kind: "done"; readonly seconds: readonly Second[] }
  | { readonly kind: "failed"; readonly reason: string };
