import type { CheckoutView, Locale } from "../view.ts";
import { en } from "./en.ts";
import type { Messages } from "./index.ts";
import { type Purpose, purposeTextsEn } from "./purposes-en.ts";
import { purposeTextsZhCn } from "./purposes-zh-cn.ts";
import type { SavingInstead, SavingMessages, SavingNotices, SavingTexts } from "./saving.ts";
import { savingEn, savingInsteadEn, savingNoticesEn } from "./saving-en.ts";
import { savingInsteadZhCn, savingNoticesZhCn, savingZhCn } from "./saving-zh-cn.ts";
import { zhCn } from "./zh-cn.ts";

const catalogue: Record<Locale, Messages> = { en, "zh-CN": zhCn };
const of_purposes = { en: purposeTextsEn, "zh-CN": purposeTextsZhCn };

/** The texts of one language. Only the server has them all: each page brings its own along. */
export function messagesFor(locale: Locale): Messages {
  return catalogue[locale];
}

/** The same, where they say what this session is for: the script of the page need not know that there are others. */
export function messagesOf(view: CheckoutView): Messages {
  const purpose = purposeOf(view);
  return { ...catalogue[view.locale], ...(purpose && of_purposes[view.locale][purpose]) };
}

function purposeOf({ mode, recurring }: CheckoutView): Purpose | null {
  if (mode === "payment") return null;
  if (mode === "setup") return "setup";
  return recurring && recurring.trial_period_days > 0 ? "trial" : "subscription";
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
