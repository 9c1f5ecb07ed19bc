import { type Static, type TSchema, Type } from "typebox";
import { type Refusal, refuse } from "../../../kit/result.ts";

/** What client libraries send routinely, and what only makes sense together with a confirmation. */

const anything = (description: string) =>
  Type.Optional(Type.Unsafe<object | null>({ type: ["object", "null"], description }));

/** How cards are to be used, with what may be said of their authentication. */
export function methodOptions<Wish extends TSchema>(request_three_d_secure: Wish) {
  const card = Type.Object(
    { request_three_d_secure: Type.Optional(request_three_d_secure) },
    { additionalProperties: false, description: "For cards." },
  );
  return Type.Optional(
    Type.Object(
      { card: Type.Optional(card) },
      { additionalProperties: false, description: "How each kind of payment method is to be used." },
    ),
  );
}

/** Accepted from client libraries wherever an intent is written. Nothing depends on it. */
export const routineFields = {
  use_stripe_sdk: Type.Optional(
    Type.Boolean({ description: "Accepted from client libraries; authentication is always a redirect." }),
  ),
  mandate_data: anything("Accepted from client libraries; cards need no mandate."),
};

/** The same where a card is verified without an amount. */
export const setupRoutineFields = {
  ...routineFields,
  payment_method_options: methodOptions(
    Type.Enum(["automatic"], { description: "Whether to authenticate is the issuer's to say." }),
  ),
};

/** What belongs to a confirmation, in the request that creates an intent or later. */
export const confirmFields = {
  off_session: Type.Optional(
    Type.Boolean({
      description: "The buyer is not there. When authentication is needed, the payment is declined.",
    }),
  ),
  error_on_requires_action: Type.Optional(
    Type.Boolean({
      description: "Decline a payment that needs authentication, instead of waiting for the buyer.",
    }),
  ),
};

/** Whether the buyer is there. Nobody waits in vain for one who is not: what needs them is declined. */
export function readPresence({
  off_session,
  error_on_requires_action,
}: {
  readonly off_session?: boolean;
  readonly error_on_requires_action?: boolean;
}) {
  return { off_session, error_on_requires_action: off_session === true || error_on_requires_action === true };
}

export const confirmation_method = Type.Optional(
  Type.Enum(["automatic", "manual"], {
    description: "Accepted from client libraries; payments go on by themselves after authentication.",
  }),
);

export const automatic_payment_methods = Type.Optional(
  Type.Object(
    {
      enabled: Type.Boolean({ description: "Whether we choose what it may be paid with, which is cards." }),
      allow_redirects: Type.Optional(
        Type.Enum(["always", "never"], { description: "Accepted from client libraries." }),
      ),
    },
    { additionalProperties: false, description: "In place of `payment_method_types`." },
  ),
);

const ConfirmFields = Type.Object({ ...confirmFields, confirm: Type.Optional(Type.Boolean()) });

/** Why a new intent's fields contradict one another. */
export function refuseContradiction(
  body: Static<typeof ConfirmFields> & {
    readonly payment_method_types?: readonly string[];
    readonly automatic_payment_methods?: { readonly enabled: boolean };
  },
): Refusal | undefined {
  for (const param of Object.keys(confirmFields) as (keyof typeof confirmFields)[]) {
    if (body[param] === true && body.confirm !== true) {
      return refuse("parameter_invalid", `${param} can only be used together with confirm=true.`, param);
    }
  }
  if (body.automatic_payment_methods?.enabled === true && body.payment_method_types !== undefined) {
    const message = "Give either automatic_payment_methods or payment_method_types.";
    return refuse("parameter_invalid", message, "automatic_payment_methods");
  }
  return undefined;
}

const MONEY_OF_OTHERS = ["application_fee_amount", "transfer_data", "transfer_group", "on_behalf_of"];

/** A payment that was to be shared with others must not go to one merchant alone without a word. */
export function refuseMoneyOfOthers(body: unknown): Refusal | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const param = MONEY_OF_OTHERS.find((name) => name in body);
  if (param === undefined) return undefined;
  return refuse(
    "parameter_unknown",
    `${param} is not supported: a payment belongs to one merchant as a whole. Take it out, and settle the share yourself.`,
    param,
  );
}
