import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckoutView, Locale } from "./checkout-view.ts";
import { ICON } from "./icon.ts";

interface RenderedPage {
  readonly html: string;
  readonly title: string;
  readonly lang: string;
}

/** What the built cashier page gives the server. */
interface CashierPage {
  renderCheckout(view: CheckoutView): RenderedPage;
  renderMessagePage(input: { locale: Locale; kind: "wrong_token" | "not_found" | "error" }): RenderedPage;
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
}

export interface CashierRenderer {
  checkout(view: CheckoutView): string;
  message(locale: Locale, kind: "wrong_token" | "not_found" | "error"): string;
}

const ASSETS = "/checkout/assets/";

/** Loads the built page from the cashier workspace's `dist`. */
export async function loadCashierRenderer(dist_dir: string): Promise<CashierRenderer> {
  const page = (await import(pathToFileURL(join(dist_dir, "server/entry-server.js")).href)) as CashierPage;
  const manifest = JSON.parse(readFileSync(join(dist_dir, "client/.vite/manifest.json"), "utf8"));
  const entry = Object.values<ManifestEntry>(manifest).find((candidate) => candidate.isEntry);
  if (entry === undefined) throw new Error("The cashier page is not built: run npm run build.");
  const styles = (entry.css ?? []).map((file) => `<link rel="stylesheet" href="${ASSETS}${file}">`).join("");
  const script = `<script type="module" src="${ASSETS}${entry.file}"></script>`;
  return {
    checkout: (view) => document(page.renderCheckout(view), styles + script, embedView(view)),
    message: (locale, kind) => document(page.renderMessagePage({ locale, kind }), styles + script, ""),
  };
}

// "<" is the only character that could end the script element early.
function embedView(view: CheckoutView): string {
  const json = JSON.stringify(view).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="checkout-view">${json}</script>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function document({ html, title, lang }: RenderedPage, head: string, tail: string): string {
  return [
    `<!doctype html><html lang="${lang}" dir="ltr"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<meta name="color-scheme" content="light dark"><link rel="icon" href="${ICON}">`,
    `<title>${escapeText(title)}</title>${head}</head>`,
    `<body><div id="app">${html}</div>${tail}</body></html>`,
  ].join("");
}
