import type { TaxCategory } from "../category-chain.ts";
import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxableShare, WHOLE_PPM } from "../rate.ts";

interface Verdict {
  readonly taxable_ppm: number;
  readonly from: string;
  readonly checked: boolean;
}

const verdict = (taxable_ppm: number): Verdict => ({ taxable_ppm, from: TABLE_STARTS_ON, checked: true });

const taxed = verdict(WHOLE_PPM);
const exempt = verdict(0);
/** Nothing was found that says the same, or what was found disagrees. */
const unsure = (of: Verdict): Verdict => ({ ...of, checked: false });
const since = (from: string, of: Verdict): Verdict => ({ ...of, from });

type Digital = "digital_goods" | "software" | "saas" | "services";
type Verdicts = readonly [
  digital_goods: Verdict | Verdict[],
  software: Verdict | Verdict[],
  saas: Verdict | Verdict[],
  services?: Verdict,
];

const COLUMNS = ["digital_goods", "software", "saas", "services"] as const satisfies readonly Digital[];

/**
 * Whether each state taxes what is sold over the Internet to a consumer, state by state in four columns: downloaded or
 * streamed works (`digital_goods`), downloaded programs (`software`), programs used in the cloud (`saas`), and the work
 * of people (`services`, exempt where the column is empty). What a business buys is treated otherwise in some states:
 * Connecticut takes 1 % and Maryland 3 % of its SaaS, Ohio taxes it, Iowa does not. States without a sales tax have no
 * row.
 */
const VERDICTS: Readonly<Record<string, Verdicts>> = {
  AL: [taxed, taxed, taxed],
  AR: [taxed, unsure(exempt), exempt],
  AZ: [taxed, unsure(taxed), taxed],
  CA: [exempt, unsure(exempt), exempt],
  CO: [taxed, unsure(exempt), exempt],
  CT: [taxed, taxed, taxed],
  DC: [taxed, unsure(taxed), taxed],
  FL: [exempt, unsure(exempt), exempt],
  GA: [taxed, unsure(exempt), exempt],
  HI: [taxed, taxed, taxed, unsure(taxed)],
  IA: [taxed, taxed, taxed],
  ID: [taxed, unsure(taxed), exempt],
  IL: [exempt, unsure(taxed), exempt],
  IN: [taxed, taxed, exempt],
  KS: [unsure(exempt), taxed, exempt],
  KY: [taxed, taxed, unsure(taxed)],
  LA: [
    [exempt, since("2025-01-01", taxed)],
    [unsure(taxed), since("2025-01-01", taxed)],
    [exempt, since("2025-01-01", taxed)],
  ],
  MA: [exempt, taxed, taxed],
  MD: [taxed, unsure(taxed), taxed],
  ME: [taxed, unsure(taxed), unsure(exempt)],
  MI: [exempt, taxed, exempt],
  MN: [taxed, unsure(taxed), exempt],
  MO: [exempt, exempt, exempt],
  MS: [taxed, taxed, exempt],
  NC: [taxed, taxed, exempt],
  ND: [unsure(exempt), taxed, exempt],
  NE: [taxed, taxed, exempt],
  NJ: [taxed, unsure(taxed), exempt],
  NM: [taxed, taxed, taxed, unsure(taxed)],
  NV: [exempt, exempt, exempt],
  NY: [exempt, taxed, taxed],
  OH: [taxed, taxed, exempt],
  OK: [exempt, exempt, exempt],
  PA: [taxed, taxed, taxed],
  RI: [taxed, taxed, taxed],
  SC: [exempt, exempt, taxed],
  SD: [taxed, taxed, taxed, unsure(taxed)],
  TN: [taxed, unsure(taxed), taxed],
  // Data processing, of which the law exempts a fifth (Tax Code § 151.351).
  TX: [taxed, taxed, verdict(800_000)],
  UT: [taxed, taxed, taxed],
  VA: [exempt, exempt, exempt],
  VT: [taxed, unsure(taxed), [exempt, since("2024-07-01", taxed)]],
  WA: [taxed, unsure(taxed), taxed],
  WI: [taxed, unsure(taxed), exempt],
  WV: [unsure(exempt), taxed, taxed, unsure(taxed)],
  WY: [unsure(taxed), unsure(taxed), exempt],
};

/** The rows of one state, as published by the authority that also publishes its rate. */
export function digitalShares(region: string, source_url: string): TaxableShare[] {
  const [digital_goods, software, saas, services = unsure(exempt)] = VERDICTS[region] ?? [];
  const verdicts = [digital_goods, software, saas, services];
  return COLUMNS.flatMap((category: TaxCategory, column) =>
    [verdicts[column] ?? []].flat().map(
      ({ taxable_ppm, from, checked }): TaxableShare => ({
        category,
        taxable_ppm,
        from,
        source_url,
        checked_on: checked ? TABLE_REVIEWED_ON : null,
      }),
    ),
  );
}
