import { createHash } from "node:crypto";
import type { Locale } from "../checkout-view.ts";
import { ICON } from "../icon.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { type Shown, TEXTS } from "./texts.ts";
import type { Purchase } from "./visit.ts";

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The page's own style and script are named by their hashes; the bank's page is framed by us, and we by nobody. */
export const PAGE_HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "img-src data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  // The address carries the payment's secret, which no other site may learn.
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
} as const;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function document(locale: Locale, title: string, body: string): string {
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<link rel="icon" href="${ICON}"><title>${title}</title><style>${STYLE}</style></head><body>${body}</body></html>`,
  ].join("");
}

function section(locale: Locale, state: Shown, shown: Shown): string {
  const { title, text } = TEXTS[locale].states[state];
  const hidden = state === shown ? "" : " hidden";
  return `<section data-of="${state}"${hidden}><h1 tabindex="-1">${title}</h1><p>${text}</p></section>`;
}

/** What a payment can become while the page is open; whatever it is now is there already. */
const REACHABLE: readonly Shown[] = [
  "challenge",
  "start",
  "processing",
  "succeeded",
  "failed",
  "canceled",
  "nothing",
];

function purchaseList(locale: Locale, { merchant_name, amount, description, last4 }: Purchase): string {
  const texts = TEXTS[locale];
  const rows: [string, string | null][] = [
    [texts.amount, amount],
    [texts.merchant, merchant_name],
    [texts.purpose, description],
    [texts.card, last4 && `•••• ${last4}`],
  ];
  const shown = rows.flatMap(([term, value]) =>
    value === null ? [] : [`<dt>${term}</dt><dd>${escapeHtml(value)}</dd>`],
  );
  return `<dl>${shown.join("")}</dl>`;
}

export function authenticationPage(
  locale: Locale,
  shown: Shown,
  challenge_url: string | null,
  purchase: Purchase,
): string {
  const texts = TEXTS[locale];
  const states = REACHABLE.includes(shown) ? REACHABLE : [shown, ...REACHABLE];
  const badge = purchase.livemode ? "" : `<span class="badge">${texts.test_mode}</span>`;
  const body = [
    `<main data-state="${shown}" data-challenge-url="${escapeHtml(challenge_url ?? "")}">`,
    `<header><p>${escapeHtml(purchase.merchant_name)}</p>${badge}</header>`,
    ...states.map((state) => section(locale, state, shown)),
    purchaseList(locale, purchase),
    `<p class="notice" role="status" hidden>${texts.offline}</p>`,
    `<button type="button" hidden>${texts.begin}</button>`,
    `<iframe title="${texts.frame}" hidden></iframe>`,
    `<noscript><p>${texts.needs_script}</p></noscript>`,
    `</main><script>${SCRIPT}</script>`,
  ].join("");
  return document(locale, texts.states[shown].title, body);
}

/** For a link that opens nothing. */
export function linkPage(locale: Locale, shown: "wrong_link" | "not_found"): string {
  const body = `<main data-state="${shown}">${section(locale, shown, shown)}</main>`;
  return document(locale, TEXTS[locale].states[shown].title, body);
}
