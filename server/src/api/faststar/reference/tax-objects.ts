import { Type } from "typebox";
import { TAX_TYPES } from "../../../core/tax/rate.ts";
import { minorUnits, nullable } from "./fields.ts";

export const TaxComponent = Type.Object({
  name: Type.String({ description: "As it is called on an invoice: VAT, GST, QST." }),
  jurisdiction: Type.String({ description: "Whose tax it is, ISO 3166: `DE`, `CA-QC`." }),
  rate_percent: Type.Number({ description: "Of the net price." }),
  tax_amount: minorUnits("What this authority gets."),
});

const kind = {
  tax_type: Type.Enum([...TAX_TYPES], { description: "`none` where no tax is collected." }),
  rate_percent: nullable(
    Type.Number({ description: "Such as 19, 25.5 or 8.875; null when lines have different rates." }),
  ),
  inclusive: Type.Boolean({ description: "Whether prices are shown with the tax in them." }),
};

const circumstances = {
  estimated: Type.Boolean({ description: "Whether more would have to be known of the buyer to be sure." }),
  note: nullable(Type.String({ description: "What an estimate leaves out." })),
  reverse_charge: Type.Boolean({
    description:
      "Whether the buyer, a company, owes the tax. Then nothing is charged, and included tax is taken off.",
  }),
  invoice_notes: Type.Array(Type.String(), {
    description: "What the law wants to be written on the invoice.",
  }),
  components: Type.Array(TaxComponent, { description: "Each authority's part. They add up to the tax." }),
};

export const SessionTax = Type.Object(
  { ...kind, ...circumstances },
  { description: "How the tax came about." },
);

export const TaxQuote = Type.Object(
  {
    country: nullable(Type.String({ description: "ISO 3166-1." })),
    ...kind,
    tax_amount: minorUnits("The tax, whether it is included in the price or comes on top."),
    net_amount: minorUnits("What the seller keeps."),
    gross_amount: minorUnits("What the buyer pays."),
    region: nullable(Type.String({ description: "State or province, given or told by the postal code." })),
    currency: nullable(Type.String({ description: "ISO 4217, as given." })),
    customer_tax_id: nullable(Type.String({ description: "The buyer's id in its usual form." })),
    ...circumstances,
    version: Type.String({ description: "Names the table of rates, or the engine, that answered." }),
  },
  { description: "The tax of a sale, tried out." },
);

export const EXAMPLE_TAX_QUOTE = {
  country: "DE",
  tax_type: "vat",
  rate_percent: 19,
  inclusive: true,
  tax_amount: 160,
  net_amount: 840,
  gross_amount: 1000,
  region: null,
  currency: null,
  customer_tax_id: null,
  estimated: false,
  note: null,
  reverse_charge: false,
  invoice_notes: [],
  components: [{ name: "VAT", jurisdiction: "DE", rate_percent: 19, tax_amount: 160 }],
  version: "2026-11-22",
};

/** The tax of a sale of 9.99 USD to a buyer in the United States whose state is not known. */
export const EXAMPLE_SESSION_TAX = {
  tax_type: "sales_tax",
  rate_percent: 8,
  inclusive: false,
  estimated: true,
  note: "An average of 8 % for all of the United States, whatever is sold. Give the buyer's state for its own rate.",
  reverse_charge: false,
  invoice_notes: [],
  components: [{ name: "Sales tax", jurisdiction: "US", rate_percent: 8, tax_amount: 80 }],
};
