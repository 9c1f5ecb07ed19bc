import { Type } from "typebox";
import {
  SETUP_CANCELLATION_REASONS,
  SETUP_STATUSES,
  SETUP_USAGES,
} from "../../../core/setup-intents/setup-intent.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { component } from "./answers.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  notForBrowsers,
  nullable,
  object,
  text,
  unixSeconds,
} from "./fields.ts";

const unused = Type.Null({ description: "Always null; client libraries expect the field." });

const NextAction = Type.Object({
  type: Type.Literal("redirect_to_url"),
  redirect_to_url: Type.Object({
    url: text("Send the buyer here to authenticate."),
    return_url: nullable(text("Where they come back to.")),
  }),
});

export const SetupIntent = Type.Object(
  {
    id: id("`seti_` and 22 letters and digits."),
    object: object("setup_intent"),
    application: unused,
    cancellation_reason: nullable(
      Type.Enum([...SETUP_CANCELLATION_REASONS], { description: "Why it was canceled." }),
    ),
    client_secret: text("With it a browser may see and confirm this setup intent, and nothing else."),
    created: unixSeconds("When it was made, in Unix seconds."),
    customer: notForBrowsers(expandable("Whose card it becomes when it is verified.")),
    description: nullable(text("Your own description.")),
    last_setup_error: nullable(
      Type.Unsafe<object>({ ...component("PaymentError"), description: "Why the last card was not kept." }),
    ),
    latest_attempt: unused,
    livemode,
    mandate: unused,
    metadata: notForBrowsers(metadata),
    next_action: nullable(
      Type.Unsafe<object>({ ...NextAction, description: "What the buyer has to do before it goes on." }),
    ),
    on_behalf_of: unused,
    payment_method: expandable("The card that is to be kept."),
    payment_method_types: Type.Array(Type.String(), { description: "What it may be set up with." }),
    single_use_mandate: unused,
    status: Type.Enum([...SETUP_STATUSES, "processing"], {
      description: "After a decline it is `requires_payment_method` again, and may be confirmed again.",
    }),
    usage: Type.Enum([...SETUP_USAGES], {
      description: "Whether the buyer will be there when the card is charged.",
    }),
  },
  { description: "The intention to keep a card for later payments, verified without an amount." },
);

export const EXAMPLE_SETUP_INTENT = {
  id: exampleId("setup_intent"),
  object: "setup_intent",
  application: null,
  cancellation_reason: null,
  client_secret: `${exampleId("setup_intent")}_secret_w4Hn0cT7kZ2vQm9XbJr5`,
  created: EXAMPLE_CREATED,
  customer: exampleId("customer"),
  description: null,
  last_setup_error: null,
  latest_attempt: null,
  livemode: false,
  mandate: null,
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_types: ["card"],
  single_use_mandate: null,
  status: "requires_payment_method",
  usage: "off_session",
};
