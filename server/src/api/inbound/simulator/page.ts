import { createHash } from "node:crypto";

const STYLE = `
:root{color-scheme:light dark;--ink:#16202c;--quiet:#4d5a69;--paper:#fff;--line:#cfd6de;--accent:#1f4fd8}
@media (prefers-color-scheme:dark){:root{--ink:#eef2f6;--quiet:#b3bfcc;--paper:#151b23;--line:#3a4653;--accent:#8fb0ff}}
*{box-sizing:border-box}
body{margin:0;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto}
h1{font-size:1.25rem;margin:0 0 .5rem}
p{color:var(--quiet);margin:0 0 1rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;border:solid var(--line);border-width:1px 0;padding:1rem 0;margin:0 0 1.25rem}
dt{color:var(--quiet)}
dd{margin:0;text-align:right;font-weight:600}
button{font:inherit;min-height:48px;width:100%;border-radius:8px;border:1px solid var(--line);background:none;color:var(--ink);cursor:pointer;margin:0 0 .75rem}
button.main{background:var(--accent);border-color:var(--accent);color:var(--paper);font-weight:600}
button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;

const DONE_SCRIPT =
  'window.parent.postMessage({source:"starway-challenge",type:"done"},window.location.origin);';

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The page's own style and script are named by their hashes; everything else is forbidden. */
export const PAGE_HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(DONE_SCRIPT)}`,
    "base-uri 'none'",
    // The answer may lead on to the merchant's return_url.
    "form-action 'self' https: http:",
    // In an overlay the merchant's page is an ancestor too; the address cannot be guessed.
    "frame-ancestors https: http:",
  ].join("; "),
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

const TEXTS = {
  en: {
    title: "Confirm it is you",
    lead: "This page plays your bank. In test mode no money moves: choose how the authentication ends.",
    amount: "Amount",
    nothing: "Nothing: the card is being saved",
    card: "Card",
    approve: "Approve",
    fail: "Fail",
    ended: "You can go back to the checkout.",
    ended_title: "Authentication ended",
  },
  "zh-CN": {
    title: "确认是您本人",
    lead: "此页面扮演您的银行。测试模式下不会动用资金：请选择验证结果。",
    amount: "金额",
    nothing: "无：仅保存此卡",
    card: "卡号",
    approve: "验证通过",
    fail: "验证失败",
    ended: "您可以返回收银台。",
    ended_title: "验证已结束",
  },
} as const;

export type ChallengeLocale = keyof typeof TEXTS;

function page(locale: ChallengeLocale, title: string, body: string): string {
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main aria-labelledby="title"><h1 id="title">${title}</h1>${body}</main></body></html>`;
}

/** Our own formatted figures, so nothing in them needs escaping. */
export interface ChallengeShown {
  /** Null when a card is saved, and nothing is paid. */
  readonly amount: string | null;
  readonly last4: string;
}

export function challengePage(locale: ChallengeLocale, { amount, last4 }: ChallengeShown): string {
  const texts = TEXTS[locale];
  const paid = amount ?? texts.nothing;
  return page(
    locale,
    texts.title,
    `<p>${texts.lead}</p><dl><dt>${texts.amount}</dt><dd>${paid}</dd><dt>${texts.card}</dt><dd>•••• ${last4}</dd></dl>
<form method="post"><button class="main" name="result" value="approve">${texts.approve}</button><button name="result" value="fail">${texts.fail}</button></form>`,
  );
}

/** Shown in the cashier's frame, which it tells that the challenge is over. */
export function endedPage(locale: ChallengeLocale): string {
  const texts = TEXTS[locale];
  return page(locale, texts.ended_title, `<p>${texts.ended}</p><script>${DONE_SCRIPT}</script>`);
}
