// The first three digits of a ZIP code belong to one state, but for a few places at a border. Those of Guam and the
// Northern Marianas share theirs and are left out, as is American Samoa.
const ZIP_PREFIXES: Readonly<Record<string, string>> = {
  AK: "995-999",
  AL: "350-369",
  AR: "716-729",
  AZ: "850-865",
  CA: "900-961",
  CO: "800-816",
  CT: "060-069",
  DC: "200 202-205 569",
  DE: "197-199",
  FL: "320-349",
  GA: "300-319 398-399",
  HI: "967-968",
  IA: "500-528",
  ID: "832-838",
  IL: "600-629",
  IN: "460-479",
  KS: "660-679",
  KY: "400-427",
  LA: "700-714",
  MA: "010-027 055",
  MD: "206-219",
  ME: "039-049",
  MI: "480-499",
  MN: "550-567",
  MO: "630-658",
  MS: "386-397",
  MT: "590-599",
  NC: "270-289",
  ND: "580-588",
  NE: "680-693",
  NH: "030-038",
  NJ: "070-089",
  NM: "870-884",
  NV: "889-898",
  NY: "005 100-149",
  OH: "430-459",
  OK: "730-732 734-749",
  OR: "970-979",
  PA: "150-196",
  PR: "006-007 009",
  RI: "028-029",
  SC: "290-299",
  SD: "570-577",
  TN: "370-385",
  TX: "733 750-799 885",
  UT: "840-847",
  VA: "201 220-246",
  VI: "008",
  VT: "050-054 056-059",
  WA: "980-994",
  WI: "530-549",
  WV: "247-268",
  WY: "820-831",
};

const STATE_BY_PREFIX = new Map(
  Object.entries(ZIP_PREFIXES).flatMap(([state, ranges]) =>
    ranges.split(" ").flatMap((range) => prefixesIn(range).map((prefix) => [prefix, state] as const)),
  ),
);

function prefixesIn(range: string): string[] {
  const [first = "", last = first] = range.split("-");
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) => String(Number(first) + index).padStart(3, "0"));
}

// The first letter of a Canadian code names the province; X is shared by two territories.
const PROVINCE_BY_LETTER: Readonly<Record<string, string>> = {
  A: "NL",
  B: "NS",
  C: "PE",
  E: "NB",
  G: "QC",
  H: "QC",
  J: "QC",
  K: "ON",
  L: "ON",
  M: "ON",
  N: "ON",
  P: "ON",
  R: "MB",
  S: "SK",
  T: "AB",
  V: "BC",
  Y: "YT",
};

/** The state or province that a postal code lies in, or null when the code does not tell. */
export function regionOfPostalCode(country: string, postal_code: string): string | null {
  const code = postal_code.trim().toUpperCase();
  if (country === "US" && /^\d{5}(-?\d{4})?$/.test(code)) {
    return STATE_BY_PREFIX.get(code.slice(0, 3)) ?? null;
  }
  if (country === "CA" && /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/.test(code)) {
    if (/^X0[ABC]/.test(code)) return "NU";
    if (code.startsWith("X")) return "NT";
    return PROVINCE_BY_LETTER[code.charAt(0)] ?? null;
  }
  return null;
}
