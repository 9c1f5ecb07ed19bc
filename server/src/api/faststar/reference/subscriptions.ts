import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_SUBSCRIPTION } from "./billing-objects.ts";
import { EXAMPLE_INSTANT } from "./fields.ts";

const tag = "Subscriptions";

const { id, customer_id } = EXAMPLE_SUBSCRIPTION;

export const listSubscriptions: Operation = {
  operation_id: "listSubscriptions",
  summary: "List subscriptions",
  description: "Your subscriptions, newest first: all of them, those of one customer, or those in one state.",
  tag,
  parameters: { limit: 20, customer_id, status: "active" },
  answer: listAnswer("Subscriptions", "Subscription", EXAMPLE_SUBSCRIPTION),
  errors: ["resource_missing"],
};

export const getSubscription: Operation = {
  operation_id: "getSubscription",
  summary: "Get a subscription",
  description:
    "The subscription as it is now. It begins at the cashier, in a session of mode `subscription`.",
  tag,
  parameters: { id },
  answer: answer("The subscription.", component("Subscription"), "Subscription", EXAMPLE_SUBSCRIPTION),
  errors: ["resource_missing"],
};

export const cancelSubscription: Operation = {
  operation_id: "cancelSubscription",
  summary: "Cancel a subscription",
  description:
    "Ends a subscription at once, or with `at_period_end` when the period is over that is paid for. No money goes back: refund the payment for that. The webhook `subscription.canceled` tells that it has ended, `subscription.updated` that it is going to.",
  tag,
  parameters: { id },
  bodies: {
    now: { summary: "At once", value: {} },
    later: { summary: "When the period is over", value: { at_period_end: true } },
  },
  answer: answer("The subscription.", component("Subscription"), "Subscription canceled", {
    ...EXAMPLE_SUBSCRIPTION,
    status: "canceled",
    next_billing_at: null,
    canceled_at: EXAMPLE_INSTANT,
    ended_at: EXAMPLE_INSTANT,
  }),
  errors: ["resource_missing", "state_conflict"],
};
