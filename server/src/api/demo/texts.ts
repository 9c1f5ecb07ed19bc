import type { DemoLocale } from "./locale.ts";
import type { MerchantName } from "./merchant.ts";

/** All words of the shop in one language. */
export interface DemoTexts {
  /** The language's own name. */
  language: string;
  page: Record<keyof typeof ENGLISH_PAGE, string>;
  merchants: Record<MerchantName, { title: string; hint: string }>;
  /** What the script on the page has to say. */
  browser: Record<keyof typeof ENGLISH_BROWSER, string>;
}

const ENGLISH_PAGE = {
  shop_name: "Little Dipper",
  title: "Little Dipper, a Starway demo shop",
  intro: "Small things for people who look up.",
  demo_note: "This is a demo shop in test mode: nothing is charged and nothing is shipped.",
  products_title: "Our products",
  buy: "Buy",
  choices_title: "How to check out",
  seller: "Who sells",
  presentation: "Checkout",
  overlay: "Over this page",
  overlay_hint: "The browser SDK opens it in an overlay",
  redirect: "On its own page",
  redirect_hint: "The buyer leaves and comes back",
  country: "Buyer's country",
  any_country: "Not known yet",
  country_hint: "Decides the tax when Starway sells.",
  cards_title: "Test cards",
  cards_hint: "Any name, any future date, any security code.",
  card_ok: "Paid",
  card_3ds: "Asks for authentication",
  card_declined: "Declined",
  card_funds: "Insufficient funds",
  webhooks_title: "Webhooks, live",
  webhooks_hint:
    "What Starway has told this shop's server. The shop ships when a verified payment.succeeded names the order, and never before.",
  webhooks_none: "Nothing yet. Buy something and watch.",
  thanks_title: "Thank you!",
  thanks_waiting: "The buyer's part is done. The shop now waits for the webhook.",
  thanks_unknown: "This shop keeps its orders in memory and does not remember this one.",
  reference: "Order",
  back: "Back to the shop",
  no_script: "This shop needs JavaScript.",
};

const ENGLISH_BROWSER = {
  verified: "Verified",
  unverified: "Not verified",
  yours: "Your order",
  confirmed: "Confirmed: a verified payment.succeeded has arrived, and the order would ship now.",
  problem: "The checkout could not be opened.",
};

const ENGLISH: DemoTexts = {
  language: "English",
  page: ENGLISH_PAGE,
  browser: ENGLISH_BROWSER,
  merchants: {
    direct: { title: "The shop itself", hint: "Direct merchant: its own prices, its own taxes" },
    mor: { title: "Starway for the shop", hint: "Merchant of record: tax by the buyer's country" },
  },
};

const CHINESE: DemoTexts = {
  language: "简体中文",
  page: {
    shop_name: "小北斗",
    title: "小北斗 — Starway 演示商店",
    intro: "送给爱仰望星空的人。",
    demo_note: "这是测试模式下的演示商店：不会真正扣款，也不会发货。",
    products_title: "商品",
    buy: "购买",
    choices_title: "结账方式",
    seller: "由谁销售",
    presentation: "收银台",
    overlay: "在本页弹层中",
    overlay_hint: "由浏览器 SDK 打开弹层",
    redirect: "跳转到独立页面",
    redirect_hint: "付款后再返回商店",
    country: "买家所在国家或地区",
    any_country: "暂不知道",
    country_hint: "由 Starway 销售时，据此计税。",
    cards_title: "测试卡",
    cards_hint: "姓名、安全码任意，有效期填未来的日期即可。",
    card_ok: "支付成功",
    card_3ds: "需要身份验证",
    card_declined: "被拒绝",
    card_funds: "余额不足",
    webhooks_title: "实时 Webhook",
    webhooks_hint:
      "Starway 发给商店服务器的通知。只有收到验签通过、对应该订单的 payment.succeeded，商店才会发货。",
    webhooks_none: "还没有通知。买一件试试。",
    thanks_title: "谢谢惠顾！",
    thanks_waiting: "买家这边已经完成，商店正在等待 Webhook。",
    thanks_unknown: "商店只在内存中保存订单，已经不记得这一笔了。",
    reference: "订单",
    back: "返回商店",
    no_script: "本商店需要 JavaScript。",
  },
  browser: {
    verified: "验签通过",
    unverified: "验签失败",
    yours: "你的订单",
    confirmed: "已确认：收到验签通过的 payment.succeeded，现在可以发货了。",
    problem: "无法打开收银台。",
  },
  merchants: {
    direct: { title: "商店自己", hint: "直连商户：自行定价，自行报税" },
    mor: { title: "由 Starway 代售", hint: "名义商户（MoR）：按买家所在地计税" },
  },
};

/** The words by language. */
export const TEXTS: Record<DemoLocale, DemoTexts> = { en: ENGLISH, "zh-CN": CHINESE };
