import { type Static, Type } from "typebox";
import { SETUP_CANCELLATION_REASONS, SETUP_USAGES } from "../../core/setup-intents/setup-intent.ts";
import { clearable, description, expand, httpUrl, id, metadata, metadataChanges } from "./fields.ts";
import { created, listFields } from "./lists.ts";
import { automatic_payment_methods, setupRoutineFields } from "./payment-intents/client-fields.ts";
import { payment_method_data } from "./payment-method-data.ts";

const closed = { additionalProperties: false } as const;

const card_fields = {
  payment_method: Type.Optional(id("The payment method to set up, `pm_…`.")),
  payment_method_data,
};

export type CardFields = Partial<Static<ReturnType<typeof Type.Object<typeof card_fields>>>>;

const payment_method_types = Type.Optional(
  Type.Array(Type.Enum(["card"]), { minItems: 1, maxItems: 10, description: "What it may be set up with." }),
);
const customer = clearable(
  id("Whose card it becomes when it is verified, `cus_…`. Without one it is verified and belongs to nobody."),
);
const return_url = Type.Optional(httpUrl("Where the buyer comes back to after authenticating."));

export const CreateBody = Type.Object(
  {
    ...card_fields,
    customer,
    confirm: Type.Optional(Type.Boolean({ description: "Verify the card at once." })),
    usage: Type.Optional(
      Type.Enum([...SETUP_USAGES], {
        description: "Whether the buyer will be there when the card is charged. `off_session` when left out.",
      }),
    ),
    payment_method_types,
    automatic_payment_methods,
    return_url,
    description: clearable(description),
    metadata: clearable(metadata),
    ...setupRoutineFields,
    expand,
  },
  closed,
);

export const UpdateBody = Type.Object(
  {
    ...card_fields,
    customer,
    payment_method_types,
    description: clearable(description),
    metadata: Type.Optional(metadataChanges),
    ...setupRoutineFields,
    expand,
  },
  closed,
);

const client_secret = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      "The setup intent's own. Required with a publishable key; when it is given it has to be right.",
  }),
);

/** What a buyer's browser may say. */
const browserFields = { ...card_fields, return_url, client_secret, ...setupRoutineFields, expand };

export const ConfirmBody = Type.Object(browserFields, closed);

export const BROWSER_FIELDS: ReadonlySet<string> = new Set(Object.keys(browserFields));

export const CancelBody = Type.Object(
  {
    cancellation_reason: Type.Optional(
      Type.Enum([...SETUP_CANCELLATION_REASONS], { description: "Why it is canceled." }),
    ),
    expand,
  },
  closed,
);

export const GetQuery = Type.Object({ client_secret, expand });

export const Params = Type.Object({ id: Type.String({ description: "The setup intent, `seti_…`." }) });

export const ListQuery = Type.Object(
  {
    ...listFields,
    customer: Type.Optional(id("Only setup intents of this customer.")),
    payment_method: Type.Optional(id("Only setup intents of this payment method.")),
    created,
  },
  closed,
);
