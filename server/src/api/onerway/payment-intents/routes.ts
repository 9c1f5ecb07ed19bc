import type { FastifyPluginAsync } from "fastify";
import type { OnerwayContext } from "../context.ts";
import { cancelPaymentIntent } from "./cancel.ts";
import { capturePaymentIntent } from "./capture.ts";
import { confirmPaymentIntent } from "./confirm.ts";
import { createPaymentIntent } from "./create.ts";
import { getPaymentIntent } from "./get.ts";
import { listPaymentIntents } from "./list.ts";
import { updatePaymentIntent } from "./update.ts";

const VERBS = [
  createPaymentIntent,
  listPaymentIntents,
  getPaymentIntent,
  confirmPaymentIntent,
  capturePaymentIntent,
  cancelPaymentIntent,
  updatePaymentIntent,
];

export const paymentIntents: FastifyPluginAsync<OnerwayContext> = async (app, context) => {
  for (const verb of VERBS) await app.register(verb, context);
};
