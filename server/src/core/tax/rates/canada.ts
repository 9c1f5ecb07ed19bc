import type { TaxCategory } from "../category-chain.ts";
import {
  type Jurisdiction,
  type Levy,
  TABLE_REVIEWED_ON,
  TABLE_STARTS_ON,
  type TaxableShare,
  type TaxRate,
  WHOLE_PPM,
} from "../rate.ts";

const REVENUE_AGENCY = "https://www.canada.ca/en/revenue-agency.html";

function rate(rate_ppm: number, source_url: string, from = TABLE_STARTS_ON): TaxRate {
  return { category: "general", rate_ppm, from, source_url, checked_on: TABLE_REVIEWED_ON };
}

const GST: Levy = { name: "GST", jurisdiction: "CA", rates: [rate(50_000, REVENUE_AGENCY)] };

const plain = { country: "CA", inclusive: false, estimated: false } as const;

/** Nothing but the federal tax. */
const federal = (region: string): Jurisdiction => ({ ...plain, region, tax_type: "gst", levies: [GST] });

/** The province has joined the federal tax, and both are one. */
function harmonized(region: string, ...steps: [rate_ppm: number, from?: string][]): Jurisdiction {
  const rates = steps.map(([rate_ppm, from]) => rate(rate_ppm, REVENUE_AGENCY, from));
  const levies = [{ name: "HST", jurisdiction: `CA-${region}`, rates }];
  return { ...plain, region, tax_type: "hst", levies };
}

/** The federal tax, and beside it a tax of the province, which is also taken of the net price. */
function withOwnTax(
  region: string,
  name: string,
  rate_ppm: number,
  source_url: string,
  shares: TaxableShare[] = [],
): Jurisdiction {
  const own = { name, jurisdiction: `CA-${region}`, rates: [rate(rate_ppm, source_url)], shares };
  return { ...plain, region, tax_type: "gst", levies: [GST, own] };
}

const BRITISH_COLUMBIA = "https://www2.gov.bc.ca";
const MANITOBA = "https://www.gov.mb.ca/finance";

function share(
  category: TaxCategory,
  taxable_ppm: number,
  source_url: string,
  details: { from?: string; checked_on?: string } = {},
): TaxableShare {
  return { category, taxable_ppm, from: TABLE_STARTS_ON, source_url, checked_on: null, ...details };
}

/**
 * What a buyer in each province pays: HST where the province has joined it, and elsewhere the federal GST, in four
 * provinces with a tax of their own (PST, RST, QST). Those of British Columbia and Manitoba do not reach the work of
 * people, and Manitoba's reaches software in the cloud only since 2026.
 */
export const CANADA: readonly Jurisdiction[] = [
  {
    ...plain,
    tax_type: "gst",
    // Every province charges the federal tax, so without one it is the part that is sure to be due.
    estimated: true,
    note: "Only the federal GST. Give the buyer's province for the whole tax.",
    levies: [GST],
  },
  federal("AB"),
  withOwnTax("BC", "PST", 70_000, BRITISH_COLUMBIA, [share("services", 0, BRITISH_COLUMBIA)]),
  withOwnTax("MB", "RST", 70_000, MANITOBA, [
    share("services", 0, MANITOBA),
    share("e_books", 0, MANITOBA),
    share("saas", 0, MANITOBA, { checked_on: TABLE_REVIEWED_ON }),
    share("saas", WHOLE_PPM, MANITOBA, { from: "2026-01-01", checked_on: TABLE_REVIEWED_ON }),
  ]),
  harmonized("NB", [150_000]),
  harmonized("NL", [150_000]),
  harmonized("NS", [150_000], [140_000, "2025-04-01"]),
  federal("NT"),
  federal("NU"),
  harmonized("ON", [130_000]),
  harmonized("PE", [150_000]),
  withOwnTax("QC", "QST", 99_750, "https://www.revenuquebec.ca"),
  withOwnTax("SK", "PST", 60_000, "https://www.saskatchewan.ca"),
  federal("YT"),
];
