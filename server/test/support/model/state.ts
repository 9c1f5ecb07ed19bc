import type { Method } from "./history.ts";

export type Status =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "succeeded"
  | "canceled";

/** What the acquirer has of an attempt. */
export type AtAcquirer = "unheard" | "challenge" | "approved" | "declined" | "waiting_for_bank" | "closed";

export interface ModelAttempt {
  readonly number: number;
  readonly method: Method;
  readonly amount: number;
  readonly at_acquirer: AtAcquirer;
  /** Its authorisation may have ended. */
  readonly is_old: boolean;
}

/** A capture or a void that has been sent, or is about to be. */
export interface ModelOrder {
  readonly number: number;
  readonly kind: "capture" | "void";
  readonly amount: number;
  readonly at_acquirer: "unheard" | "done" | "closed";
}

export type RefundStatus = "pending" | "succeeded" | "failed" | "canceled";

export interface ModelRefund {
  readonly amount: number;
  readonly status: RefundStatus;
  readonly at_acquirer: "unheard" | RefundStatus;
  readonly may_bounce: boolean;
}

/** Everything that matters of a payment, whether it can be seen or not. */
export interface State {
  readonly status: Status;
  readonly amount: number;
  readonly is_manual: boolean;
  readonly method: Method | null;
  readonly has_error: boolean;
  readonly amount_received: number;
  readonly attempt: ModelAttempt | null;
  readonly order: ModelOrder | null;
  /** How many captures and voids there were. */
  readonly orders: number;
  readonly failed_orders: readonly number[];
  readonly refunds: readonly ModelRefund[];
  /** What disputes have taken back. */
  readonly withdrawn: number;
  /** The attempt whose authentication page the buyer has seen last. */
  readonly page_of: number;
}

export function newState(amount: number, is_manual: boolean): State {
  return {
    status: "requires_payment_method",
    amount,
    is_manual,
    method: null,
    has_error: false,
    amount_received: 0,
    attempt: null,
    order: null,
    orders: 0,
    failed_orders: [],
    refunds: [],
    withdrawn: 0,
    page_of: 0,
  };
}

/** What both APIs show of a payment. */
export interface Seen {
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly amount_refunded: number;
  readonly method: string | null;
  readonly has_error: boolean;
  /** Amount and status of each refund, sorted. */
  readonly refunds: readonly string[];
  readonly withdrawn: number;
}

/** What must be seen of a state. */
export function seenOf(state: State): Seen {
  const { status, amount, amount_received, method, has_error, withdrawn } = state;
  const refunds = state.refunds.map((refund) => `${refund.amount} ${refund.status}`).sort();
  const amount_refunded = refundedOf(state);
  return { status, amount, amount_received, amount_refunded, method, has_error, refunds, withdrawn };
}

/** What has gone back, or is on its way. */
export function refundedOf({ refunds }: State): number {
  return refunds
    .filter(({ status }) => status === "pending" || status === "succeeded")
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** The acquirer's decision on an attempt that it hears of for the first time. */
export function decisionOn(method: Method): AtAcquirer {
  switch (method) {
    case "declined":
      return "declined";
    case "challenged":
    case "challenged_then_declined":
      return "challenge";
    case "bank":
    case "empty_bank":
      return "waiting_for_bank";
    default:
      return "approved";
  }
}

/** Writes an attempt's outcome, unless the payment does not wait for it any more. */
export function settleAttempt(state: State, number: number, outcome: AtAcquirer): State {
  const is_open = state.status === "processing" || state.status === "requires_action";
  if (!is_open || state.attempt?.number !== number) return state;
  switch (outcome) {
    case "approved":
      return state.is_manual
        ? { ...state, status: "requires_capture" }
        : { ...state, status: "succeeded", amount_received: state.attempt.amount };
    case "challenge":
      return { ...state, status: "requires_action" };
    case "declined":
    case "closed":
      return { ...state, status: "requires_payment_method", method: null, has_error: true };
    default:
      return { ...state, status: "processing" };
  }
}

/** Opens an attempt: it is on disk, and the acquirer has not heard of it. */
export function openAttempt(state: State, method: Method): State {
  const number = (state.attempt?.number ?? 0) + 1;
  const attempt = { number, method, amount: state.amount, at_acquirer: "unheard", is_old: false } as const;
  return { ...state, status: "processing", method, has_error: false, attempt };
}

export function isConfirmable({ status }: State): boolean {
  return status === "requires_payment_method" || status === "requires_confirmation";
}

/** Changes what the acquirer has of the attempt under way, when it is that one. */
export function atAcquirer(state: State, number: number, at_acquirer: AtAcquirer): State {
  if (state.attempt?.number !== number) return state;
  return { ...state, attempt: { ...state.attempt, at_acquirer } };
}

/** The acquirer is asked what became of an attempt, which closes what was not decided. */
export function lookUp(state: State, number: number): { state: State; outcomes: readonly AtAcquirer[] } {
  const { attempt } = state;
  if (attempt?.number !== number) return { state, outcomes: ["closed"] };
  switch (attempt.at_acquirer) {
    case "unheard":
    case "challenge":
      return { state: atAcquirer(state, number, "closed"), outcomes: ["closed"] };
    case "waiting_for_bank":
      return { state, outcomes: ["waiting_for_bank", attempt.method === "bank" ? "approved" : "declined"] };
    default:
      return { state, outcomes: [attempt.at_acquirer] };
  }
}

/** Writes what became of a capture or a void, unless it has been written before. */
export function settleOrder(state: State, number: number, is_done: boolean): State {
  const { order } = state;
  if (order?.number !== number) return state;
  if (!is_done) return { ...state, order: null, failed_orders: [...state.failed_orders, number] };
  if (order.kind === "void") return { ...state, order: null, status: "canceled" };
  return { ...state, order: null, status: "succeeded", amount_received: order.amount };
}

export function changeRefund(state: State, index: number, change: Partial<ModelRefund>): State {
  return {
    ...state,
    refunds: state.refunds.map((refund, at) => (at === index ? { ...refund, ...change } : refund)),
  };
}

/** Writes what became of a refund, unless that is no news. */
export function settleRefund(state: State, index: number, outcome: RefundStatus): State {
  const refund = state.refunds[index];
  const is_news =
    refund?.status === "pending"
      ? outcome !== "pending"
      : refund?.status === "succeeded" && outcome === "failed";
  return is_news ? changeRefund(state, index, { status: outcome }) : state;
}
