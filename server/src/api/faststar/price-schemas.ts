import { Type } from "typebox";
import { listQuery, MAXIMUM_INTEGER, metadata, metadataChanges, optional, text } from "./fields.ts";

const nickname = optional(
  text(250, "Your own name for the price, such as “early birds”. Buyers do not see it."),
);
const active = Type.Boolean({
  description:
    "False archives the price: who has it in an open session can still pay it, nobody else can buy it.",
});

export const PriceBody = Type.Object({
  product_id: text(64, "The product that is sold at this price."),
  nickname,
  currency: text(3, "ISO 4217, such as USD."),
  unit_amount: Type.Integer({
    minimum: 0,
    maximum: MAXIMUM_INTEGER,
    description: "In the currency's smallest unit: 1900 is 19.00 USD. At most 99,999,999.",
  }),
  type: Type.Optional(
    Type.Enum(["one_time", "recurring"], {
      default: "one_time",
      description: "Whether it is paid once or again and again.",
    }),
  ),
  recurring_interval: optional(
    Type.Enum(["day", "week", "month", "year"], { description: "Required when the type is `recurring`." }),
  ),
  recurring_interval_count: optional(
    Type.Integer({
      minimum: 1,
      maximum: 1095,
      description: "How many intervals lie between two payments; 1 when left out.",
    }),
  ),
  trial_period_days: optional(
    Type.Integer({ minimum: 0, maximum: 730, description: "Days before the first payment." }),
  ),
  active: Type.Optional(active),
  default: Type.Optional(Type.Boolean({ description: "Make it the product's default price." })),
  metadata: optional(metadata),
});

export const PriceChanges = Type.Object(
  {
    nickname,
    active: Type.Optional(active),
    default: Type.Optional(
      Type.Boolean({ description: "Make it the product's default price, or no longer that." }),
    ),
    metadata: Type.Optional(metadataChanges),
  },
  { additionalProperties: false },
);

/** What is agreed with whoever pays a price. */
export const PRICE_TERMS = [
  "product_id",
  "currency",
  "unit_amount",
  "type",
  "recurring_interval",
  "recurring_interval_count",
  "trial_period_days",
] as const satisfies (keyof typeof PriceBody.properties)[];

export const PriceParams = Type.Object({ id: Type.String({ description: "The price, `price_…`." }) });

export const PriceListQuery = Type.Object({
  ...listQuery.properties,
  product_id: Type.Optional(Type.String({ maxLength: 64, description: "Only the prices of this product." })),
  active: Type.Optional(
    Type.Boolean({ description: "Only those that can be bought, or only archived ones." }),
  ),
  type: Type.Optional(Type.Enum(["one_time", "recurring"], { description: "Only prices of this type." })),
  currency: Type.Optional(text(3, "Only prices in this currency.")),
});
