import { type Static, Type } from "typebox";
import { AUTHENTICATION_REQUESTS } from "../../../connectors/three-d-secure.ts";
import { type DetailChanges, FUTURE_USAGES } from "../../../core/payments/payment-details.ts";
import { clearable } from "../fields.ts";
import { methodOptions } from "./client-fields.ts";
import { readShipping, Shipping } from "./shipping.ts";

const setup_future_usage = clearable(
  Type.Enum([...FUTURE_USAGES], {
    description:
      "Keeps the card for the customer once it has paid, for charges with the buyer there (`on_session`) or without (`off_session`).",
  }),
);

const descriptor = (description: string) =>
  clearable(Type.String({ maxLength: 22, pattern: "^[^<>\\\\'\"*]*$", description }));

const payment_method_options = methodOptions(
  Type.Enum([...AUTHENTICATION_REQUESTS], {
    description:
      "Whether the buyer is to authenticate (3-D Secure). `automatic` leaves it to the card's bank; with `any` and `challenge` they do wherever the card allows it, unless they are not there.",
  }),
);

/** What may also be said when an intent is confirmed. */
export const confirmDetails = {
  setup_future_usage,
  shipping: clearable(Shipping),
  payment_method_options,
};

/** What may be said of an intent besides what it costs. */
export const details = {
  ...confirmDetails,
  statement_descriptor: descriptor("What the buyer's statement says. Up to 22 characters, without <>\\'\"*."),
  statement_descriptor_suffix: descriptor("Ends what the buyer's statement says. Up to 22 characters."),
};

const Details = Type.Object(details);

/** What a body says of the details; an empty value takes one away. */
export function readDetails(body: Static<typeof Details>): DetailChanges | undefined {
  const { setup_future_usage, shipping, statement_descriptor, statement_descriptor_suffix } = body;
  const wish = body.payment_method_options?.card?.request_three_d_secure;
  // Of most payments nothing is said.
  if (
    setup_future_usage === undefined &&
    shipping === undefined &&
    statement_descriptor === undefined &&
    statement_descriptor_suffix === undefined &&
    wish === undefined
  ) {
    return undefined;
  }
  return {
    ...(setup_future_usage !== undefined && { setup_future_usage }),
    ...(shipping !== undefined && { shipping: shipping && readShipping(shipping) }),
    ...(statement_descriptor !== undefined && { statement_descriptor: statement_descriptor || null }),
    ...(statement_descriptor_suffix !== undefined && {
      statement_descriptor_suffix: statement_descriptor_suffix || null,
    }),
    ...(wish !== undefined && { request_three_d_secure: wish === "automatic" ? null : wish }),
  };
}

/** What a buyer's browser says of them: it may ask for the authentication that the merchant has not asked for, and not ask it away. */
export function readBrowserDetails(body: Static<typeof Details>): DetailChanges | undefined {
  const said = readDetails(body);
  return said?.request_three_d_secure === null ? { ...said, request_three_d_secure: undefined } : said;
}
