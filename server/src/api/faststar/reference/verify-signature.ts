import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer } from "./answers.ts";
import { EXAMPLE_DELIVERY_DETAIL } from "./delivery-objects.ts";

const { request_body: payload, attempts } = EXAMPLE_DELIVERY_DETAIL;
const signature = attempts[0]?.request_headers["X-Webhook-Signature"] ?? "";

export const verifySignature: Operation = {
  operation_id: "verifySignature",
  summary: "Verify a webhook signature",
  description:
    "Says whether a webhook is genuine, and when it is not, what is most likely wrong. `faststar` checks against the secrets of all your endpoints in this mode, those that are being replaced among them, with a tolerance of 300 seconds. `simulator` checks a notice of the test processor: the payload is the part of its reference before the last dot, the signature the part after it. In production, check on your own server: it is an HMAC-SHA256 of `<t>.<raw body>`, and needs no request.",
  tag: "Webhooks",
  bodies: {
    webhook: { summary: "A webhook of ours", value: { provider_name: "faststar", payload, signature } },
  },
  answer: answer(
    "Whether it is genuine.",
    {
      type: "object",
      required: ["valid"],
      properties: {
        valid: { type: "boolean", description: "Whether the signature is genuine and recent." },
        reason: {
          type: "string",
          enum: ["malformed", "no_secret", "payload_has_other_white_space", "no_match", "outside_tolerance"],
          description: "What is wrong, for programs; only when it is not valid.",
        },
        explanation: {
          type: "string",
          description: "What is most likely wrong, for people; only when it is not valid.",
        },
      },
    },
    "Signature verified",
    { valid: true },
  ),
  errors: [],
};
