import type { Locale } from "./types.ts";

/** The overlay's own words. */
export interface Labels {
  checkout: string;
  close: string;
  loading: string;
  failed: string;
}

const ENGLISH: Labels = {
  checkout: "Checkout",
  close: "Close checkout",
  loading: "Loading…",
  failed: "The payment page could not be loaded.",
};

const CHINESE: Labels = {
  checkout: "结账",
  close: "关闭结账窗口",
  loading: "正在加载…",
  failed: "支付页面无法加载。",
};

/** The words in the language asked for, or in the language of the page. */
export function labelsFor(locale: Locale | undefined): Labels {
  return /^zh/i.test(locale ?? document.documentElement.lang) ? CHINESE : ENGLISH;
}
