import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Authenticator } from "../../core/merchants/authenticate.ts";
import type { RateLimiter } from "../../core/merchants/permits/limiter.ts";
import { registerAuthentication } from "../plugins/authenticate.ts";
import { acceptForms, acceptJson } from "../plugins/bodies.ts";
import { registerDocument } from "../plugins/openapi/document.ts";
import { acceptBracketedQueries } from "../plugins/query.ts";
import { registerRateLimit } from "../plugins/rate-limit.ts";
import { refusalOfError } from "../plugins/refusal-of-error.ts";
import type { StrangerLimiter } from "../plugins/stranger-limit.ts";
import { registerTestScenarios } from "../plugins/test-scenarios.ts";
import { registerUnknownRoutes } from "../plugins/unknown-routes.ts";
import { registerValidation } from "../plugins/validation.ts";
import { sendRefusal } from "./answers.ts";
import { attachments } from "./attachments.ts";
import { charges } from "./charges/routes.ts";
import type { OnerwayContext } from "./context.ts";
import { acceptBrowserCalls } from "./cors.ts";
import { customers } from "./customers.ts";
import { disputes } from "./disputes.ts";
import { events } from "./event-list.ts";
import { registerExpansion } from "./expand.ts";
import { fraudWarnings } from "./fraud-warnings/routes.ts";
import { paymentIntents } from "./payment-intents/routes.ts";
import { paymentMethodLists } from "./payment-method-lists.ts";
import { paymentMethods } from "./payment-methods.ts";
import { onerwayDocument } from "./reference/document.ts";
import { refunds } from "./refunds.ts";
import { setupIntents } from "./setup-intents/routes.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";
import { webhookSecrets } from "./webhook-secrets.ts";

export interface OnerwayOptions {
  context: OnerwayContext;
  authenticator: Authenticator;
  limiter: RateLimiter;
  strangers: StrangerLimiter;
  /** The metadata key that names a test scenario. */
  test_scenario_key: string;
  /** Is handed what makes the OpenAPI document. */
  publishDocument: (document: () => object) => void;
}

/** `Authorization: Bearer <key>`, or HTTP Basic with the key as user name, as curl's -u sends it. */
function readKey(request: FastifyRequest): string | undefined {
  const { authorization = "" } = request.headers;
  const scheme_end = authorization.indexOf(" ");
  if (scheme_end === -1) return undefined;
  const end = authorization.indexOf(" ", scheme_end + 1);
  const credentials = authorization.slice(scheme_end + 1, end === -1 ? undefined : end);
  const scheme = authorization.slice(0, scheme_end).toLowerCase();
  if (scheme === "bearer") return credentials;
  if (scheme === "basic") return Buffer.from(credentials, "base64").toString().split(":", 1)[0];
  return undefined;
}

/** Onerway's API: everything below /v1, with its own objects, errors and authentication. */
export const onerway: FastifyPluginAsync<OnerwayOptions> = async (app, options) => {
  const { context, authenticator, limiter } = options;
  app.removeAllContentTypeParsers();
  acceptJson(app);
  acceptForms(app);
  acceptBracketedQueries(app);
  registerValidation(app);
  app.setErrorHandler((error: Error, request, reply) => sendRefusal(reply, refusalOfError(error, request)));
  acceptBrowserCalls(app);
  registerUnknownRoutes(app, sendRefusal);
  registerAuthentication(app, {
    authenticator,
    strangers: options.strangers,
    readKey,
    missing_key_message:
      "You did not provide an API key. Send it in the Authorization header: Authorization: Bearer YOUR_SECRET_KEY.",
    sendRefusal,
  });
  registerRateLimit(app, { limiter, sendRefusal });
  registerTestScenarios(app, { metadata_key: options.test_scenario_key, header: "Onerway-Test-Scenario" });
  registerExpansion(app, context.core);
  options.publishDocument(await registerDocument(app, onerwayDocument));
  for (const routes of [
    paymentMethods,
    paymentMethodLists,
    attachments,
    customers,
    paymentIntents,
    charges,
    disputes,
    fraudWarnings,
    setupIntents,
    refunds,
    events,
    webhookEndpoints,
    webhookSecrets,
  ])
    await app.register(routes, context);
};
