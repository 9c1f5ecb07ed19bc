import type { Locale } from "../view.ts";
import { en } from "./en.ts";
import type { Messages } from "./index.ts";
import type { SavingInstead, SavingMessages, SavingNotices, SavingTexts } from "./saving.ts";
import { savingEn, savingInsteadEn, savingNoticesEn } from "./saving-en.ts";
import { savingInsteadZhCn, savingNoticesZhCn, savingZhCn } from "./saving-zh-cn.ts";
import { zhCn } from "./zh-cn.ts";

const catalogue: Record<Locale, Messages> = { en, "zh-CN": zhCn };

/** The texts of one language. Only the server has them all: each page brings its own along. */
export function messagesFor(locale: Locale): Messages {
  return catalogue[locale];
}

const saving = {
  en: { texts: savingEn, instead: savingInsteadEn, notices: savingNoticesEn },
  "zh-CN": { texts: savingZhCn, instead: savingInsteadZhCn, notices: savingNoticesZhCn },
} satisfies Record<Locale, { texts: SavingTexts; instead: SavingInstead; notices: SavingNotices }>;

/** The texts of the page on which a card is saved, in one language. */
export function savingMessagesFor(locale: Locale): SavingMessages {
  const messages = messagesFor(locale);
  const { texts, instead, notices } = saving[locale];
  return { ...messages, ...instead, ...texts, notices: { ...messages.notices, ...notices } };
}
