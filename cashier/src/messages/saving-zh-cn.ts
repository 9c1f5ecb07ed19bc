import type { SavingInstead, SavingNotices, SavingTexts } from "./saving.ts";

export const savingZhCn: SavingTexts = {
  save_page_title: "保存银行卡 – {merchant}",
  save_heading: "在 {merchant} 保存银行卡",
  save_consent: "{merchant} 以后可按您与其约定从此卡扣款。现在不会扣款。",
  save_for: "为 {email} 保存",
  save_card: "保存银行卡",
  saved_title: "银行卡已保存",
  saved_text: "{merchant} 以后可用此卡为您收款。",
  saved_closing: "此窗口将自动关闭。",
  already_saved_title: "已保存",
  card_valid_to: "有效期至",
  saved_card: "银行卡",
  saved_with: "保存于",
};

export const savingInsteadZhCn: SavingInstead = {
  test_hint: "这是测试。请使用卡号 4242 4242 4242 4242、任意未来有效期和任意安全码。",
  needs_script: "请在浏览器中启用 JavaScript 后保存银行卡。",
  paying: "正在保存…",
  processing_title: "正在验证您的银行卡",
  processing_slow: "处理时间比平时长。您可以离开此页面，稍后再查看。",
  challenge_text: "您的银行要求确认保存此卡。",
  expired_title: "保存银行卡的请求已结束",
  expired_text: "此请求已失效。请返回商店重新开始。",
  not_found_title: "找不到此页面",
  not_found_text: "此地址没有要保存的银行卡。请返回商店重新开始。",
};

export const savingNoticesZhCn: SavingNotices = {
  card_declined: "您的银行卡被拒绝，未保存。请换一张卡，或联系发卡银行。",
  insufficient_funds: "您的银行卡被拒绝，未保存。请换一张卡。",
  processing_error: "银行卡验证失败，未保存。请重试或换一张卡。",
  authentication_failed: "银行未能确认此卡。请重试或换一张卡。",
  unavailable: "暂时无法保存银行卡，请稍后再试。",
  internal: "系统出现问题，请重试。",
  unreachable: "无法连接服务器。请检查网络后重试。",
};
