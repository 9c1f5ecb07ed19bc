import type { Locale } from "../view.ts";
import { en } from "./en.ts";
import type { Messages } from "./index.ts";
import { zhCn } from "./zh-cn.ts";

const catalogue: Record<Locale, Messages> = { en, "zh-CN": zhCn };

/** The texts of one language. Only the server has them all: each page brings its own along. */
export function messagesFor(locale: Locale): Messages {
  return catalogue[locale];
}
