/** The languages of the reference's own words. What it says of the APIs is in the documents, in English. */
export type DocsLocale = "en" | "zh-CN";

/** The language that the address asks for, or else the first of the browser's that is spoken here. */
export function chooseLocale(requested: unknown, accept_language: string | undefined): DocsLocale {
  if (typeof requested === "string" && requested !== "") return localeOf(requested) ?? "en";
  const ranges = (accept_language ?? "").split(",").map((range) => {
    const [tag = "", weight = "1"] = range.trim().split(/\s*;\s*q=/);
    return { locale: localeOf(tag), weight: Number(weight) };
  });
  const spoken = ranges.filter(({ locale, weight }) => locale !== undefined && weight > 0);
  return spoken.sort((left, right) => right.weight - left.weight)[0]?.locale ?? "en";
}

function localeOf(tag: string): DocsLocale | undefined {
  const language = tag.toLowerCase().split(/[-_]/, 1)[0];
  if (language === "zh") return "zh-CN";
  return language === "en" ? "en" : undefined;
}
