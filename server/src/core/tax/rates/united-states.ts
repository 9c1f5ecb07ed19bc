import { type Jurisdiction, type Levy, TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate } from "../rate.ts";
import { digitalShares } from "./united-states-digital.ts";

interface Step {
  from?: string;
  rate_ppm: number;
}

const LOCAL_TAXES =
  "The state's rate. Counties, cities and districts may add theirs, or exempt what they like.";

/** A state's own rate; an estimate, because counties and cities add theirs and exempt what they like. */
function state(region: string, rate_ppm: number, host: string, ...changes: Step[]): Jurisdiction {
  const source_url = `https://${host}`;
  const rates = [{ rate_ppm }, ...changes].map(
    (step): TaxRate => ({
      category: "general",
      from: TABLE_STARTS_ON,
      source_url,
      checked_on: TABLE_REVIEWED_ON,
      ...step,
    }),
  );
  const levy: Levy = {
    name: "Sales tax",
    jurisdiction: `US-${region}`,
    rates,
    shares: digitalShares(region, source_url),
  };
  const kind = { tax_type: "sales_tax", inclusive: false, estimated: true } as const;
  return { country: "US", region, ...kind, note: LOCAL_TAXES, levies: [levy] };
}

/** A state without a sales tax, whose counties and cities have no general one either. */
const untaxed = (region: string): Jurisdiction => ({
  country: "US",
  region,
  tax_type: "none",
  inclusive: false,
  estimated: false,
  levies: [],
});

/** Nobody's law: what state and local taxes together come to for a typical buyer whose state is not known yet. */
const TYPICAL: TaxRate = {
  category: "general",
  rate_ppm: 80_000,
  from: TABLE_STARTS_ON,
  source_url: null,
  checked_on: null,
};

/**
 * The rate that each state publishes as its statewide one. In California, Nevada and Virginia it contains the local
 * part that is the same everywhere in the state.
 */
export const UNITED_STATES: readonly Jurisdiction[] = [
  {
    country: "US",
    tax_type: "sales_tax",
    inclusive: false,
    estimated: true,
    note: "An average of 8 % for all of the United States, whatever is sold. Give the buyer's state for its own rate.",
    levies: [{ name: "Sales tax", jurisdiction: "US", rates: [TYPICAL] }],
  },
  // Alaska itself charges nothing, but its boroughs and cities may.
  state("AK", 0, "tax.alaska.gov"),
  state("AL", 40_000, "www.revenue.alabama.gov"),
  state("AR", 65_000, "www.dfa.arkansas.gov"),
  state("AZ", 56_000, "azdor.gov"),
  state("CA", 72_500, "www.cdtfa.ca.gov"),
  state("CO", 29_000, "tax.colorado.gov"),
  state("CT", 63_500, "portal.ct.gov/drs"),
  state("DC", 60_000, "otr.cfo.dc.gov", { rate_ppm: 70_000, from: "2026-10-01" }),
  untaxed("DE"),
  state("FL", 60_000, "floridarevenue.com"),
  state("GA", 40_000, "dor.georgia.gov"),
  state("HI", 40_000, "tax.hawaii.gov"),
  state("IA", 60_000, "revenue.iowa.gov"),
  state("ID", 60_000, "tax.idaho.gov"),
  state("IL", 62_500, "tax.illinois.gov"),
  state("IN", 70_000, "www.in.gov/dor"),
  state("KS", 65_000, "www.ksrevenue.gov"),
  state("KY", 60_000, "revenue.ky.gov"),
  state("LA", 44_500, "revenue.louisiana.gov", { rate_ppm: 50_000, from: "2025-01-01" }),
  state("MA", 62_500, "www.mass.gov/orgs/massachusetts-department-of-revenue"),
  state("MD", 60_000, "www.marylandcomptroller.gov"),
  state("ME", 55_000, "www.maine.gov/revenue"),
  state("MI", 60_000, "www.michigan.gov/treasury"),
  state("MN", 68_750, "www.revenue.state.mn.us"),
  state("MO", 42_250, "dor.mo.gov"),
  state("MS", 70_000, "www.dor.ms.gov"),
  untaxed("MT"),
  state("NC", 47_500, "www.ncdor.gov"),
  state("ND", 50_000, "www.tax.nd.gov"),
  state("NE", 55_000, "revenue.nebraska.gov"),
  untaxed("NH"),
  state("NJ", 66_250, "www.nj.gov/treasury/taxation"),
  state("NM", 48_750, "www.tax.newmexico.gov"),
  state("NV", 68_500, "tax.nv.gov"),
  state("NY", 40_000, "www.tax.ny.gov"),
  state("OH", 57_500, "tax.ohio.gov"),
  state("OK", 45_000, "oklahoma.gov/tax"),
  untaxed("OR"),
  state("PA", 60_000, "www.revenue.pa.gov"),
  state("RI", 70_000, "tax.ri.gov"),
  state("SC", 60_000, "dor.sc.gov"),
  state("SD", 42_000, "dor.sd.gov"),
  state("TN", 70_000, "www.tn.gov/revenue"),
  state("TX", 62_500, "comptroller.texas.gov"),
  state("UT", 48_500, "tax.utah.gov"),
  state("VA", 53_000, "www.tax.virginia.gov"),
  state("VT", 60_000, "tax.vermont.gov"),
  state("WA", 65_000, "dor.wa.gov"),
  state("WI", 50_000, "www.revenue.wi.gov"),
  state("WV", 60_000, "tax.wv.gov"),
  state("WY", 40_000, "revenue.wyo.gov"),
];

/** Parts of the United States that are also countries of ISO 3166, with tax systems of their own. */
export const UNITED_STATES_TERRITORIES = ["AS", "GU", "MP", "PR", "UM", "VI"];
