import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import { takeSampleMethod } from "../../core/payment-methods/sample-method.ts";
import { parseId } from "../../kit/ids.ts";
import type { Refusal } from "../../kit/result.ts";
import { requestKey } from "./context.ts";
import { noSuch } from "./missing.ts";

/**
 * The payment method that a request names, wherever it may name one. In test mode it may be the name of a test card or
 * account, such as `pm_card_visa`, which makes a payment method of it.
 */
export async function readPaymentMethod<Given extends string | undefined>(
  core: Core,
  request: FastifyRequest,
  public_id: Given,
  param = "payment_method",
): Promise<(Given extends undefined ? undefined : string) | Refusal> {
  type Read = Given extends undefined ? undefined : string;
  if (public_id === undefined) return undefined as Read;
  const id =
    parseId("payment_method", public_id) ??
    (await takeSampleMethod(core, request.caller.scope, public_id, requestKey(core, request)));
  return (id as Read | undefined) ?? noSuch("payment_method", public_id, param);
}
