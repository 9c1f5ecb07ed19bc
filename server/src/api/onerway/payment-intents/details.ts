import { type Static, Type } from "typebox";
import { type DetailChanges, FUTURE_USAGES } from "../../../core/payments/payment-details.ts";
import { clearable } from "../fields.ts";
import { readShipping, Shipping } from "./shipping.ts";

const setup_future_usage = clearable(
  Type.Enum([...FUTURE_USAGES], {
    description:
      "Keeps the card for the customer once it has paid, for charges with the buyer there (`on_session`) or without (`off_session`).",
  }),
);

const descriptor = (description: string) =>
  clearable(Type.String({ maxLength: 22, pattern: "^[^<>\\\\'\"*]*$", description }));

/** What may also be said when an intent is confirmed. */
export const confirmDetails = { setup_future_usage, shipping: clearable(Shipping) };

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
  const changes: DetailChanges = {
    ...(setup_future_usage !== undefined && { setup_future_usage }),
    ...(shipping !== undefined && { shipping: shipping && readShipping(shipping) }),
    ...(statement_descriptor !== undefined && { statement_descriptor: statement_descriptor || null }),
    ...(statement_descriptor_suffix !== undefined && {
      statement_descriptor_suffix: statement_descriptor_suffix || null,
    }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
