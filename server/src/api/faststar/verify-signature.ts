import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { SignatureProblem } from "../../core/webhooks/signature-problem.ts";
import { type SignatureVerdict, verifySignature } from "../../core/webhooks/verify-signature.ts";
import { RequestRefused } from "../plugins/request-refused.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { faststarWebhooks } from "./events.ts";
import { text } from "./fields.ts";
import * as reference from "./reference/verify-signature.ts";

const MAX_PAYLOAD_CHARACTERS = 256 * 1024;

const VerificationBody = Type.Object({
  provider_name: text(
    64,
    "`faststar` for webhooks that we sent you; `simulator` for notices of the test processor.",
  ),
  payload: Type.String({
    maxLength: MAX_PAYLOAD_CHARACTERS,
    description: "The raw body of the webhook as a string, exactly as it arrived.",
  }),
  signature: Type.String({
    maxLength: 4096,
    description: "The header `X-Webhook-Signature`: `t=…,v1=…`, with one or more v1.",
  }),
});

/** What a developer has most likely done wrong. */
const EXPLANATIONS: Readonly<Record<SignatureProblem, string>> = {
  malformed: "The signature is not of the form t=<unix seconds>,v1=<hex>. Pass X-Webhook-Signature as it is.",
  no_secret: "You have no webhook endpoint in this mode, so there is no secret to check with.",
  payload_has_other_white_space:
    "The signature fits the payload but for white space at its ends. Pass the body exactly as it arrived.",
  no_match:
    "None of your endpoints' secrets signed this payload. Pass the raw body, not JSON that was parsed and written again, with the signature of the same request and the key of the same mode.",
  outside_tolerance: "The signature is genuine, but more than 300 seconds away from now.",
};

/** A parsed body cannot be checked, and is the commonest mistake: it deserves better than a word about types. */
async function checkPayload({ body }: FastifyRequest): Promise<void> {
  const payload = (body as { payload?: unknown } | null | undefined)?.payload;
  if (payload === undefined || typeof payload === "string") return;
  throw new RequestRefused(
    "parameter_invalid",
    "Invalid payload: send the raw body of the webhook as a string, exactly as it arrived, before any JSON parsing.",
    "payload",
  );
}

function renderVerdict(problem: SignatureVerdict) {
  if (problem === null) return success("Signature verified", { valid: true });
  return success("Signature is not valid", {
    valid: false,
    reason: problem,
    explanation: EXPLANATIONS[problem],
  });
}

export const signatures: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    "/public/verify-signature",
    {
      config: { operation: reference.verifySignature },
      schema: { body: VerificationBody },
      preValidation: checkPayload,
    },
    async (request, reply) => {
      const { provider_name, payload, signature } = request.body;
      const question = { api: faststarWebhooks.api, provider_name, payload, signature };
      const exchange = exchangeFor(core, request, renderVerdict);
      return sendResult(reply, await verifySignature(core, request.caller.scope, question, exchange));
    },
  );
};
