import type { Messages } from "./index.ts";

/** What a session can be for, besides one payment. */
export type Purpose = "subscription" | "trial" | "setup";

/** The texts that one of these has in place of a payment's. */
export type PurposeTexts = Record<Purpose, Partial<Messages>>;

const subscribing = {
  pay_merchant: "Subscribe to {merchant}",
  total: "Total due today",
  total_is: "Total due today: {amount}",
  already_paid_title: "Already subscribed",
  already_paid_text: "Your subscription has begun. Nothing more is due today.",
};

/** The English texts of sessions that are not one payment. */
export const purposeTextsEn: PurposeTexts = {
  subscription: {
    ...subscribing,
    pay: "Subscribe",
    confirm: "Subscribe",
    success_title: "You are subscribed",
    success_text: "You paid {amount} to {merchant} for the first period.",
    success_free_title: "You are subscribed",
    success_free_text: "Your subscription to {merchant} has begun. You were not charged.",
  },
  trial: {
    ...subscribing,
    pay_merchant: "Try {merchant}",
    confirm: "Start trial",
    processing_title: "Your card is being verified",
    challenge_text: "Your bank asks you to confirm your card.",
    success_free_title: "Your trial has started",
    success_free_text: "Enjoy your free days at {merchant}. You were not charged.",
    already_paid_title: "Your trial has started already",
    already_paid_text: "Nothing is due today.",
  },
  setup: {
    pay_merchant: "Save your card with {merchant}",
    test_hint: "No real money moves. Use 4242 4242 4242 4242, any future date and any security code.",
    confirm: "Save card",
    processing_title: "Your card is being verified",
    challenge_text: "Your bank asks you to confirm your card.",
    success_free_title: "Card saved",
    success_free_text: "{merchant} can charge your card for what you order later. You were not charged now.",
    receipt_merchant: "Saved with",
    already_paid_title: "Card saved already",
    already_paid_text: "There is nothing more to do here.",
  },
};
