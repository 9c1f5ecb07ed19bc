import type { Locale } from "./checkout-view.ts";

/** The language that a tag stands for, when the cashier speaks it. */
function localeOf(tag: unknown): Locale | undefined {
  if (typeof tag !== "string") return undefined;
  const language = tag.trim().toLowerCase().split(/[-_]/, 1)[0];
  if (language === "zh") return "zh-CN";
  return language === "en" ? "en" : undefined;
}

/** The first wish that can be met: what was asked for, then the browser's languages by weight, then English. */
export function chooseLocale(wishes: readonly unknown[], accept_language: string | undefined): Locale {
  for (const wish of wishes) {
    const locale = localeOf(wish);
    if (locale !== undefined) return locale;
  }
  const accepted = (accept_language ?? "")
    .split(",")
    .map((part) => {
      const [tag, weight] = part.split(";q=");
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .sort((left, right) => right.weight - left.weight);
  for (const { tag } of accepted) {
    const locale = localeOf(tag);
    if (locale !== undefined) return locale;
  }
  return "en";
}
