import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import type { SetupIntent } from "../../../core/setup-intents/setup-intent.ts";
import { parseId } from "../../../kit/ids.ts";
import type { Refusal } from "../../../kit/result.ts";
import { ok } from "../answers.ts";
import { exchangeFor } from "../context.ts";
import { clearable, httpUrl, id } from "../fields.ts";
import { noSuch } from "../missing.ts";
import { presentSetupIntent, setupAnswer } from "../present-setup-intents.ts";
import { showSetupIntent } from "../present-to-browser.ts";

/** What the routes of setup intents share: their fields, and how they answer. */

export const closed = { additionalProperties: false } as const;

export const payment_method_types = Type.Optional(
  Type.Array(Type.Enum(["card"]), { minItems: 1, maxItems: 10, description: "What it may be set up with." }),
);

export const customer = clearable(
  id("Whose card it becomes when it is verified, `cus_…`. Without one it is verified and belongs to nobody."),
);

export const return_url = Type.Optional(httpUrl("Where the buyer comes back to after authenticating."));

export const client_secret = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      "The setup intent's own. Required with a publishable key; when it is given it has to be right.",
  }),
);

export const Params = Type.Object({ id: Type.String({ description: "The setup intent, `seti_…`." }) });

/** The setup intent of the address. */
export function setupIntentId({
  params,
}: FastifyRequest<{ Params: Static<typeof Params> }>): string | Refusal {
  return parseId("setup_intent", params.id) ?? noSuch("setup_intent", params.id);
}

/** The exchange of a request that may verify a card: a decline is a card error, and names the request that it answers. */
export function verifying(core: Core, request: FastifyRequest) {
  return exchangeFor(core, request, (intent: SetupIntent) =>
    setupAnswer(intent, showSetupIntent(core, request, intent), request.id),
  );
}

/** The exchange of a request that writes, and answers the setup intent. */
export function writing(core: Core, request: FastifyRequest) {
  return exchangeFor(core, request, (intent: SetupIntent) =>
    ok(presentSetupIntent(core, request.caller.scope, intent)),
  );
}
