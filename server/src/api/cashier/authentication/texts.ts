import type { Locale } from "../checkout-view.ts";
import type { AuthenticationState } from "./visit.ts";

/** What the page says of a state. */
interface StateTexts {
  readonly title: string;
  readonly text: string;
}

/** What the page can show: a payment that was finished before is another thing to a buyer than one that is now. */
export type Shown = AuthenticationState | "already_paid" | "wrong_link" | "not_found";

interface Texts {
  readonly page_title: string;
  readonly amount: string;
  readonly merchant: string;
  readonly purpose: string;
  readonly card: string;
  readonly test_mode: string;
  readonly frame: string;
  readonly begin: string;
  readonly offline: string;
  readonly needs_script: string;
  readonly states: Readonly<Record<Shown, StateTexts>>;
}

export const TEXTS: Readonly<Record<Locale, Texts>> = {
  en: {
    page_title: "Confirm your payment",
    amount: "Amount",
    merchant: "Paid to",
    purpose: "For",
    card: "Card",
    test_mode: "Test mode",
    frame: "Confirm with your bank",
    begin: "Confirm with my bank",
    offline: "The connection was lost. Trying again…",
    needs_script: "Please turn on JavaScript in your browser to confirm the payment on this page.",
    states: {
      challenge: {
        title: "Confirm with your bank",
        text: "Your bank asks you to confirm this payment.",
      },
      start: {
        title: "Your bank wants to hear from you",
        text: "The payment goes on once you have confirmed it with your bank.",
      },
      processing: {
        title: "Your payment is being processed",
        text: "This usually takes a few seconds. You will not be charged twice.",
      },
      succeeded: { title: "Payment successful", text: "Thank you. You may close this page." },
      already_paid: { title: "Already paid", text: "This payment is complete. Nothing more is due." },
      failed: {
        title: "The payment did not go through",
        text: "You were not charged. Please get in touch with the seller to pay in another way.",
      },
      canceled: { title: "Payment canceled", text: "The seller has canceled this payment. Nothing is due." },
      nothing: { title: "Nothing to confirm", text: "Your bank asks for nothing at the moment." },
      wrong_link: {
        title: "This link does not work",
        text: "It may be incomplete. Please open the whole link that the seller has sent you.",
      },
      not_found: { title: "There is no such payment", text: "Please check the link." },
    },
  },
  "zh-CN": {
    page_title: "确认付款",
    amount: "金额",
    merchant: "收款方",
    purpose: "用途",
    card: "银行卡",
    test_mode: "测试模式",
    frame: "银行验证",
    begin: "前往银行验证",
    offline: "连接已断开，正在重试…",
    needs_script: "请在浏览器中启用 JavaScript 后确认付款。",
    states: {
      challenge: { title: "银行验证", text: "您的银行要求确认这笔付款。" },
      start: { title: "需要您本人确认", text: "通过银行验证后，付款将继续进行。" },
      processing: { title: "正在处理您的付款", text: "通常只需几秒钟，不会重复扣款。" },
      succeeded: { title: "付款成功", text: "谢谢，您可以关闭此页面。" },
      already_paid: { title: "已付款", text: "这笔付款已完成，无需再次付款。" },
      failed: { title: "付款未完成", text: "未产生扣款。请联系商家，改用其他方式付款。" },
      canceled: { title: "付款已取消", text: "商家已取消这笔付款，无需付款。" },
      nothing: { title: "无需确认", text: "您的银行目前没有要求验证。" },
      wrong_link: { title: "链接无效", text: "链接可能不完整，请打开商家发送的完整链接。" },
      not_found: { title: "没有这笔付款", text: "请检查链接。" },
    },
  },
};
