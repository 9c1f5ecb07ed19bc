/** The languages that the shop speaks. */
export type DemoLocale = "en" | "zh-CN";

/** The language that was asked for in the address, or else the first one of the browser's that the shop speaks. */
export function chooseLocale(requested: unknown, accept_language: string | undefined): DemoLocale {
  if (typeof requested === "string" && requested !== "") return isChinese(requested) ? "zh-CN" : "en";
  const known = byPreference(accept_language ?? "").find((tag) => isChinese(tag) || /^en\b/i.test(tag));
  return known !== undefined && isChinese(known) ? "zh-CN" : "en";
}

function isChinese(tag: string): boolean {
  return /^zh\b/i.test(tag);
}

function byPreference(accept_language: string): string[] {
  const ranges = accept_language.split(",").map((range) => {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
