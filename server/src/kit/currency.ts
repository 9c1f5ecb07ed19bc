/** A currency that amounts may be in. Amounts are integers in its minor unit, `exponent` digits below the major one. */
export interface Currency {
  /** The ISO 4217 code, upper case. */
  code: string;
  exponent: 0 | 2 | 3;
  /** The smallest amount, in minor units, that may be charged. */
  minimum_amount: number;
}

/** The largest amount, in minor units of any currency, that may be charged. */
export const MAXIMUM_AMOUNT = 99_999_999;

// ISO 4217 list one through amendment 180 (the lev left for the euro on 2026-01-01). The exponents are ISO's: `Intl`
// answers with CLDR's, which differ for one in ten of the list. Left out: metals, test codes, funds and units of
// account (BOV CHE CHW CLF COU MXV USN UYI UYW XAD XDR XSU XUA), which nobody can be charged in.
const CODES_BY_EXPONENT: [Currency["exponent"], string][] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"],
  [
    2,
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP " +
      "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS " +
      "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN " +
      "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE " +
      "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR " +
      "ZMW ZWG",
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
];

// What card acquirers accept at least. A currency that is not named here has no agreed floor: 50 minor units keep
// out typing errors without refusing a real sale, and 500 where the minor unit is a tenth as large.
const MINIMUMS: [number, string][] = [
  [30, "GBP"],
  [50, "ARS AUD BRL CAD CHF COP EUR IDR ILS INR JPY KRW NZD PHP RUB SGD USD ZAR"],
  [200, "AED MYR PLN RON"],
  [250, "DKK"],
  [300, "NOK SEK"],
  [400, "HKD"],
  [1_000, "MXN THB"],
  [1_500, "CZK"],
  [17_500, "HUF"],
];
const DEFAULT_MINIMUM: Record<Currency["exponent"], number> = { 0: 50, 2: 50, 3: 500 };

const MINIMUM_BY_CODE = new Map(
  MINIMUMS.flatMap(([minimum, codes]) => codes.split(" ").map((code) => [code, minimum] as const)),
);

const CURRENCIES = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) =>
    codes.split(" ").map((code): [string, Currency] => {
      const minimum_amount = MINIMUM_BY_CODE.get(code) ?? DEFAULT_MINIMUM[exponent];
      return [code, Object.freeze({ code, exponent, minimum_amount })];
    }),
  ),
);

/** The currency of an ISO 4217 code in upper or lower case, or undefined when nobody can be charged in it. */
export function findCurrency(code: string): Currency | undefined {
  // Only ASCII letters: `toUpperCase` would turn a dotless i or a long s into a letter of some other currency.
  return /^[A-Za-z]{3}$/.test(code) ? CURRENCIES.get(code.toUpperCase()) : undefined;
}
