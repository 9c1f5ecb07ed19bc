import type { Messages, Translated } from "./index.ts";
import type { savingEn, savingInsteadEn, savingNoticesEn } from "./saving-en.ts";

export type SavingTexts = Translated<typeof savingEn>;
export type SavingInstead = Translated<typeof savingInsteadEn>;
export type SavingNotices = Translated<typeof savingNoticesEn>;

/** Every text of the page on which a card is saved: those of the checkout page, said of saving, and its own. */
export type SavingMessages = Messages & SavingTexts;
