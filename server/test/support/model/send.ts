import type { HeaderFields, HttpAnswer } from "../http.ts";
import { FORM_CONTENT, send } from "../http.ts";
import type { Operation } from "./history.ts";
import { WAITS_MS } from "./history.ts";
import type { Installation } from "./installation.ts";
import type { Sent } from "./step.ts";
import type { View } from "./view.ts";

/** A request to one of the APIs. */
export interface Call {
  readonly door: "onerway" | "faststar";
  readonly path: string;
  readonly body: object;
  readonly headers: HeaderFields;
}

/** What an operation comes down to for a payment as it is now: what the model hears, and how it is done. */
export type Errand =
  | { readonly sent: Sent; readonly call: Call }
  | { readonly sent: Sent; readonly perform: () => Promise<unknown> };

/** Undefined when there is nothing to do it with: no refund to cancel, no page to authenticate on. */
export function errandOf(
  installation: Installation,
  id: string,
  view: View,
  page: string | null,
  operation: Operation,
): Errand | undefined {
  const { methods } = installation;
  const onerway = (path: string, body: object, headers: HeaderFields = {}): Call => ({
    door: "onerway",
    path: `/payment_intents/${id}${path}`,
    body,
    headers,
  });
  switch (operation.kind) {
    case "confirm": {
      const { method, scenario } = operation;
      const body = method === null ? {} : { payment_method: methods.get(method) };
      const headers = scenario === null ? {} : { "onerway-test-scenario": scenario };
      return { sent: operation, call: onerway("/confirm", body, headers as HeaderFields) };
    }
    case "cancel":
      return { sent: operation, call: onerway("/cancel", {}) };
    case "capture": {
      const amount = partOf(view.amount, operation.part);
      const body = amount === null ? {} : { amount_to_capture: amount };
      return { sent: { kind: "capture", amount }, call: onerway("/capture", body) };
    }
    case "describe":
      return { sent: operation, call: onerway("", { description: "Changed" }) };
    case "reprice":
      return { sent: operation, call: onerway("", { amount: operation.amount }) };
    case "change_method":
      return { sent: operation, call: onerway("", { payment_method: methods.get(operation.method) }) };
    case "refund":
      return refundErrand(id, view, operation);
    case "cancel_refund":
      return cancelRefundErrand(view, operation);
    case "authenticate":
      return page === null
        ? undefined
        : { sent: operation, perform: () => answerPage(installation, page, operation) };
    case "work":
      return { sent: operation, perform: () => installation.work(operation.job) };
    case "wait":
      return {
        sent: operation,
        perform: async () => installation.server.clock.advance(WAITS_MS[operation.wait]),
      };
  }
}

function refundErrand(
  id: string,
  view: View,
  { part, door }: Extract<Operation, { kind: "refund" }>,
): Errand {
  const amount = partOf(view.amount_received || view.amount, part);
  const money = amount === null ? {} : { amount };
  const call: Call =
    door === "onerway"
      ? { door, path: "/refunds", body: { payment_intent: id, ...money }, headers: {} }
      : { door, path: "/public/refunds", body: { payment_id: id, ...money }, headers: {} };
  return { sent: { kind: "refund", amount }, call };
}

function cancelRefundErrand(
  { refund_list }: View,
  { index, door }: Extract<Operation, { kind: "cancel_refund" }>,
): Errand | undefined {
  const refund = refund_list[index % refund_list.length];
  if (refund === undefined) return undefined;
  const path = `${door === "onerway" ? "" : "/public"}/refunds/${refund.id}/cancel`;
  return {
    sent: { kind: "cancel_refund", amount: refund.amount },
    call: { door, path, body: {}, headers: {} },
  };
}

function partOf(amount: number, part: number | null): number | null {
  return part === null ? null : Math.max(1, Math.floor((amount * part) / 100));
}

/** The buyer may have got the page's address from a process that is no more. */
async function answerPage(
  { process }: Installation,
  page: string,
  { is_approved }: Extract<Operation, { kind: "authenticate" }>,
): Promise<void> {
  const { pathname } = new URL(page);
  const body = `result=${is_approved ? "approve" : "fail"}`;
  const { status } = await send(`${process.url}${pathname}`, {
    method: "POST",
    body,
    headers: FORM_CONTENT,
  });
  if (status >= 400) throw new Error(`The bank's page answered ${status}.`);
}

export function request(
  { process }: Installation,
  { door, path, body, headers }: Call,
): Promise<HttpAnswer<unknown>> {
  return process.merchant[door].post(path, body, headers);
}
