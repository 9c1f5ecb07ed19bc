import type { PurposeTexts } from "./purposes-en.ts";

const subscribing = {
  pay_merchant: "订阅 {merchant}",
  total: "今日应付",
  total_is: "今日应付：{amount}",
  already_paid_title: "已订阅",
  already_paid_text: "您的订阅已开始，今天无需再付款。",
};

/** The Chinese texts of sessions that are not one payment. */
export const purposeTextsZhCn: PurposeTexts = {
  subscription: {
    ...subscribing,
    pay: "订阅",
    confirm: "订阅",
    success_title: "订阅成功",
    success_text: "您已向 {merchant} 支付首期费用 {amount}。",
    success_free_title: "订阅成功",
    success_free_text: "您在 {merchant} 的订阅已开始，未产生扣款。",
  },
  trial: {
    ...subscribing,
    pay_merchant: "试用 {merchant}",
    confirm: "开始试用",
    processing_title: "正在验证您的银行卡",
    challenge_text: "您的银行要求确认这张银行卡。",
    success_free_title: "试用已开始",
    success_free_text: "您在 {merchant} 的免费试用已开始，未产生扣款。",
    already_paid_title: "试用已经开始",
    already_paid_text: "今天无需付款。",
  },
  setup: {
    pay_merchant: "在 {merchant} 保存银行卡",
    test_hint: "不会产生真实扣款。请使用卡号 4242 4242 4242 4242、任意未来有效期和任意安全码。",
    confirm: "保存银行卡",
    processing_title: "正在验证您的银行卡",
    challenge_text: "您的银行要求确认这张银行卡。",
    success_free_title: "银行卡已保存",
    success_free_text: "{merchant} 可使用此卡收取您之后的订单款项。本次未产生扣款。",
    receipt_merchant: "保存于",
    already_paid_title: "银行卡已保存",
    already_paid_text: "此页面无需其他操作。",
  },
};
