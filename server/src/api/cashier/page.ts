import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CardView } from "./cards/card-view.ts";
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
  renderCardPage(input: { view: CardView; locale: Locale }): RenderedPage;
  renderMessagePage(input: { locale: Locale; kind: MessageKind; of: Subject }): RenderedPage;
}

type MessageKind = "wrong_token" | "not_found" | "error";
/** What an address is of. */
type Subject = "checkout" | "card";

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
}

export interface CashierRenderer {
  checkout(view: CheckoutView): string;
  card(view: CardView, locale: Locale): string;
  message(locale: Locale, kind: MessageKind, of?: Subject): string;
}

const ASSETS = "/checkout/assets/";

/** Loads the built page from the cashier workspace's `dist`. */
export async function loadCashierRenderer(dist_dir: string): Promise<CashierRenderer> {
  const page = (await import(pathToFileURL(join(dist_dir, "server/entry-server.js")).href)) as CashierPage;
  const checkout = readEntry(dist_dir, "manifest.json");
  // Both pages look the same, so they share the style.
  const styles = (checkout.css ?? [])
    .map((file) => `<link rel="stylesheet" href="${ASSETS}${file}">`)
    .join("");
  const script = ({ file }: ManifestEntry) => `<script type="module" src="${ASSETS}${file}"></script>`;
  const heads = {
    checkout: styles + script(checkout),
    card: styles + script(readEntry(dist_dir, "manifest-card.json")),
  };
  return {
    checkout: (view) => document(page.renderCheckout(view), heads.checkout, embedView(view)),
    card: (view, locale) => document(page.renderCardPage({ view, locale }), heads.card, embedView(view)),
    message: (locale, kind, of = "checkout") =>
      document(page.renderMessagePage({ locale, kind, of }), heads[of], ""),
  };
}

/** The one file that a build begins with. */
function readEntry(dist_dir: string, manifest: string): ManifestEntry {
  const files = JSON.parse(readFileSync(join(dist_dir, "client/.vite", manifest), "utf8"));
  const entry = Object.values<ManifestEntry>(files).find((candidate) => candidate.isEntry);
  if (entry === undefined) throw new Error("The cashier page is not built: run npm run build.");
  return entry;
}

// "<" is the only character that could end the script element early.
function embedView(view: CheckoutView | CardView): string {
  const json = JSON.stringify(view).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="page-view">${json}</script>`;
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
