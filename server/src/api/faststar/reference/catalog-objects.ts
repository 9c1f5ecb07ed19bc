import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";

export const Product = Type.Object(
  {
    id: id("`prod_` and 22 letters and digits."),
    name: Type.String({ description: "What the buyer sees." }),
    description: nullable(Type.String({ description: "A longer text for the buyer." })),
    tax_category: nullable(
      Type.String({ description: "What kind of goods it is, for the tax: one of the codes of the request." }),
    ),
    images: Type.Array(Type.String(), { description: "Pictures of the product." }),
    metadata,
    active: Type.Boolean({ description: "Whether it can be bought; false is archived." }),
    default_price_id: nullable(id("What a line item that names only the product is sold at.")),
    created_at: instant("When it was made."),
  },
  { description: "Something that you sell." },
);

export const Price = Type.Object(
  {
    id: id("`price_` and 22 letters and digits."),
    product_id: id("The product that is sold at this price."),
    nickname: nullable(Type.String({ description: "Your own name for it. Buyers do not see it." })),
    currency: Type.String({ description: "ISO 4217, in capitals." }),
    unit_amount: minorUnits("In the currency's smallest unit: 999 is 9.99 USD."),
    type: Type.Enum(["one_time", "recurring"], {
      description: "Whether it is paid once or again and again.",
    }),
    recurring_interval: nullable(
      Type.Enum(["day", "week", "month", "year"], {
        description: "The unit of the time between two payments.",
      }),
    ),
    recurring_interval_count: nullable(Type.Integer({ description: "How many of these units." })),
    trial_period_days: nullable(Type.Integer({ description: "Days before the first payment." })),
    metadata,
    active: Type.Boolean({ description: "Whether it can be bought; false is archived." }),
    default: Type.Boolean({ description: "Whether a line item that names only the product is sold at it." }),
    created_at: instant("When it was made."),
  },
  { description: "What a product costs." },
);

export const EXAMPLE_PRODUCT = {
  id: exampleId("product"),
  name: "Pocket star atlas",
  description: "Eighty pages, waterproof.",
  tax_category: "physical_goods",
  images: ["https://shop.example/atlas.jpg"],
  metadata: { shelf: "B4" },
  active: true,
  default_price_id: null,
  created_at: EXAMPLE_INSTANT,
};

export const EXAMPLE_PRICE = {
  id: exampleId("price"),
  product_id: exampleId("product"),
  nickname: null as string | null,
  currency: "USD",
  unit_amount: 999,
  type: "one_time",
  recurring_interval: null,
  recurring_interval_count: null,
  trial_period_days: null,
  metadata: {},
  active: true,
  // It is the product's first one.
  default: true,
  created_at: EXAMPLE_INSTANT,
};
