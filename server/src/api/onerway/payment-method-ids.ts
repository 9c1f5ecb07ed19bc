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
export function readPaymentMethod<Given extends string | undefined>(
  core: Core,
  request: FastifyRequest,
  public_id: Given,
  param = "payment_method",
): Read<Given> | Promise<Read<Given>> {
  if (public_id === undefined) return undefined as Read<Given>;
  const id = parseId("payment_method", public_id) as Read<Given> | undefined;
  return id ?? readSampleMethod(core, request, public_id, param);
}

type Read<Given> = (Given extends undefined ? undefined : string) | Refusal;

async function readSampleMethod<Given>(
  core: Core,
  request: FastifyRequest,
  name: string,
  param: string,
): Promise<Read<Given>> {
  const id = await takeSampleMethod(core, request.caller.scope, name, requestKey(core, request));
  return (id as Read<Given> | undefined) ?? noSuch("payment_method", name, param);
}
