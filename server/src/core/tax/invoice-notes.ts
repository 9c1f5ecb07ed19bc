/**
 * "Reverse charge" in the words of Article 226 (11a) of Directive 2006/112/EC, as each language version of Directive
 * 2010/45/EU has them, by the country whose language it is. Ireland and Malta write English, and so does Slovenia's
 * version of the directive; Cyprus writes Greek, and Belgium Dutch and French.
 */
export const REVERSE_CHARGE_IN: Readonly<Record<string, string>> = {
  AT: "Steuerschuldnerschaft des Leistungsempfängers",
  BE: "Btw verlegd / Autoliquidation",
  BG: "обратно начисляване",
  CY: "Αντίστροφη επιβάρυνση",
  CZ: "daň odvede zákazník",
  DE: "Steuerschuldnerschaft des Leistungsempfängers",
  DK: "omvendt betalingspligt",
  EE: "pöördmaksustamine",
  ES: "inversión del sujeto pasivo",
  FI: "käännetty verovelvollisuus",
  FR: "Autoliquidation",
  GR: "Αντίστροφη επιβάρυνση",
  HR: "prijenos porezne obveze",
  HU: "fordított adózás",
  IT: "inversione contabile",
  LT: "Atvirkštinis apmokestinimas",
  LU: "Autoliquidation",
  LV: "nodokļa apgrieztā maksāšana",
  NL: "Btw verlegd",
  PL: "odwrotne obciążenie",
  PT: "Autoliquidação",
  RO: "taxare inversă",
  SE: "Omvänd betalningsskyldighet",
  SK: "prenesenie daňovej povinnosti",
};
