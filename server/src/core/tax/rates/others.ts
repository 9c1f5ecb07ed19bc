import type { TaxCategory } from "../category-chain.ts";
import {
  type Jurisdiction,
  TABLE_REVIEWED_ON,
  TABLE_STARTS_ON,
  type TaxRate,
  type TaxType,
} from "../rate.ts";

interface Step {
  category?: TaxCategory;
  from?: string;
  rate_ppm: number;
  source_url?: string;
}

function country(code: string, tax_type: TaxType, name: string, source_url: string, ...steps: Step[]) {
  const rates = steps.map(
    (step): TaxRate => ({
      category: "general",
      from: TABLE_STARTS_ON,
      source_url,
      checked_on: TABLE_REVIEWED_ON,
      ...step,
    }),
  );
  const kind = { tax_type, inclusive: true, estimated: false } as const;
  return { country: code, ...kind, levies: [{ name, jurisdiction: code, rates }] };
}

const vat = (code: string, source_url: string, rate_ppm: number, ...more: Step[]) =>
  country(code, "vat", "VAT", source_url, { rate_ppm }, ...more);
const gst = (code: string, source_url: string, rate_ppm: number) =>
  country(code, "gst", "GST", source_url, { rate_ppm });

const ePublications = (rate_ppm: number, source_url?: string): Step[] =>
  (["e_books", "e_periodicals"] as const).map((category) => ({
    category,
    rate_ppm,
    ...(source_url !== undefined && { source_url }),
  }));

const BOOKS_IN_BRITAIN =
  "https://www.gov.uk/guidance/zero-rating-books-and-printed-matter-for-vat-notice-70110";
const NORWAY =
  "https://www.skatteetaten.no/en/business-and-organisation/vat-and-duties/vat/foreign/e-commerce-voec/remotely-deliverable-services/";

/**
 * Countries outside the European Union and North America whose tax is collected, with the rate that applies to what is
 * sold from abroad over the Internet. Everywhere here prices are shown with the tax in them.
 */
export const OTHERS: readonly Jurisdiction[] = [
  vat("AE", "https://tax.gov.ae", 50_000),
  gst("AU", "https://www.ato.gov.au", 100_000),
  vat("CH", "https://www.estv.admin.ch", 81_000, ...ePublications(26_000)),
  vat("CL", "https://www.sii.cl", 190_000),
  vat("CO", "https://www.dian.gov.co", 190_000),
  vat("GB", "https://www.gov.uk/vat-rates", 200_000, ...ePublications(0, BOOKS_IN_BRITAIN)),
  // By law 12 %, but on eleven twelfths of the price of all that is not a luxury.
  vat("ID", "https://www.pajak.go.id", 110_000),
  country("IN", "gst", "IGST", "https://www.cbic.gov.in", { rate_ppm: 180_000 }),
  vat("IS", "https://www.skatturinn.is", 240_000, ...ePublications(110_000)),
  country("JP", "consumption_tax", "Consumption tax", "https://www.nta.go.jp", { rate_ppm: 100_000 }),
  vat("KR", "https://www.nts.go.kr", 100_000),
  vat("MX", "https://www.sat.gob.mx", 160_000),
  country(
    "MY",
    "service_tax",
    "Service tax",
    "https://www.customs.gov.my",
    { rate_ppm: 60_000 },
    { rate_ppm: 80_000, from: "2024-03-01" },
  ),
  vat("NO", NORWAY, 250_000, ...ePublications(0)),
  gst(
    "NZ",
    "https://www.ird.govt.nz/gst/gst-for-overseas-businesses/supplying-remote-services-into-new-zealand",
    150_000,
  ),
  vat("PH", "https://www.bir.gov.ph", 120_000),
  vat("SA", "https://zatca.gov.sa", 150_000),
  gst("SG", "https://www.iras.gov.sg", 90_000),
  vat("TH", "https://www.rd.go.th", 70_000),
  vat("TR", "https://www.gib.gov.tr", 200_000),
  vat("TW", "https://www.etax.nat.gov.tw", 50_000),
  vat("VN", "https://www.gdt.gov.vn", 100_000),
  vat("ZA", "https://www.sars.gov.za", 150_000),
];

/** States and territories of Australia. They share one rate, but a wrong one in an address is still refused. */
export const AUSTRALIAN_REGIONS = ["ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"];
