import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Authenticator } from "../../core/merchants/authenticate.ts";
import type { RateLimiter } from "../../core/merchants/permits/limiter.ts";
import { registerAuthentication } from "../plugins/authenticate.ts";
import { acceptJson } from "../plugins/bodies.ts";
import { registerDocument } from "../plugins/openapi/document.ts";
import { refuseUnknownQueries, refuseUnreadableQueries } from "../plugins/query.ts";
import { registerRateLimit } from "../plugins/rate-limit.ts";
import { refusalOfError } from "../plugins/refusal-of-error.ts";
import type { StrangerLimiter } from "../plugins/stranger-limit.ts";
import { registerTestScenarios } from "../plugins/test-scenarios.ts";
import { registerUnknownRoutes } from "../plugins/unknown-routes.ts";
import { registerValidation } from "../plugins/validation.ts";
import { charges } from "./charges.ts";
import { checkoutSessionList } from "./checkout-session-list.ts";
import { checkoutSessions } from "./checkout-sessions.ts";
import type { FaststarContext } from "./context.ts";
import { customers } from "./customers.ts";
import { sendRefusal } from "./envelope.ts";
import { invoices } from "./invoices.ts";
import { paymentMethods } from "./payment-methods.ts";
import { payments } from "./payments.ts";
import { prices } from "./prices.ts";
import { products } from "./products.ts";
import { publicEvents } from "./public-events.ts";
import { faststarDocument } from "./reference/document.ts";
import { refunds } from "./refunds.ts";
import { setupIntents } from "./setup-intents.ts";
import { subscriptions } from "./subscriptions.ts";
import { tax } from "./tax.ts";
import { signatures } from "./verify-signature.ts";
import { webhookDeliveries } from "./webhook-deliveries.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";
import { webhookReplays } from "./webhook-replays.ts";

export interface FaststarOptions {
  context: FaststarContext;
  authenticator: Authenticator;
  limiter: RateLimiter;
  strangers: StrangerLimiter;
  /** The metadata key that names a test scenario. */
  test_scenario_key: string;
  /** Is handed what makes the OpenAPI document. */
  publishDocument: (document: () => object) => void;
}

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers["x-api-key"];
  return typeof key === "string" ? key : undefined;
}

/** FastStar's API: everything below /api/v1, with its own envelope, errors and authentication. */
export const faststar: FastifyPluginAsync<FaststarOptions> = async (app, options) => {
  const { context, authenticator, limiter } = options;
  app.removeAllContentTypeParsers();
  acceptJson(app);
  registerValidation(app);
  refuseUnknownQueries(app);
  refuseUnreadableQueries(app);
  app.setErrorHandler((error: Error, request, reply) => sendRefusal(reply, refusalOfError(error, request)));
  registerUnknownRoutes(app, sendRefusal);
  registerAuthentication(app, {
    authenticator,
    strangers: options.strangers,
    readKey,
    missing_key_message: "Missing API key. Send your secret key in the X-API-Key header.",
    sendRefusal,
  });
  registerRateLimit(app, { limiter, sendRefusal });
  registerTestScenarios(app, { metadata_key: options.test_scenario_key });
  options.publishDocument(await registerDocument(app, faststarDocument));
  for (const routes of [products, prices, checkoutSessions, checkoutSessionList, payments, refunds])
    await app.register(routes, context);
  for (const routes of [customers, setupIntents, paymentMethods, charges])
    await app.register(routes, context);
  for (const routes of [subscriptions, invoices]) await app.register(routes, context);
  for (const routes of [tax, publicEvents, signatures]) await app.register(routes, context);
  for (const routes of [webhookEndpoints, webhookDeliveries, webhookReplays])
    await app.register(routes, context);
};
