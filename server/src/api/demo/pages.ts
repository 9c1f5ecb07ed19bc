import { findCurrency } from "../../kit/currency.ts";
import { formatAmount } from "../../kit/money.ts";
import type { DemoLocale } from "./locale.ts";
import { MERCHANT_NAMES } from "./merchant.ts";
import { PRODUCTS, type Product } from "./products.ts";
import { fill, type Html, html, readDemoFile } from "./template.ts";
import { type DemoTexts, TEXTS } from "./texts.ts";

const COUNTRIES = ["US", "GB", "DE", "FR", "ES", "CA", "AU", "JP", "SG", "BR", "IN", "CN"];

/** The shop's pages in both languages, with their templates read and filled in. */
export interface DemoPages {
  shop(locale: DemoLocale): string;
  thanks(locale: DemoLocale, client_reference_id: string | undefined): string;
}

/** Reads the templates. */
export function loadPages(): DemoPages {
  const [layout, shop, thanks, product] = ["layout", "shop", "thanks", "product"].map((name) =>
    readDemoFile(`templates/${name}.html`),
  ) as [string, string, string, string];

  const frame = (locale: DemoLocale, path: string, content: string) => {
    const texts = TEXTS[locale];
    const other = locale === "en" ? "zh-CN" : "en";
    const browser_texts = JSON.stringify(texts.browser);
    const page = { ...texts.page, locale, other, other_language: TEXTS[other].language, path, browser_texts };
    const body = html(fill(layout, { ...page, content: html(content) }));
    return fill('<!doctype html>\n<html lang="{{locale}}">\n{{body}}</html>\n', { locale, body });
  };

  return {
    shop(locale) {
      const texts = TEXTS[locale];
      const products = html(PRODUCTS.map((item) => productCard(product, item, texts, locale)).join(""));
      const values = {
        ...texts.page,
        products,
        countries: countries(texts, locale),
        merchants: merchants(texts),
      };
      return frame(locale, "/demo", fill(shop, values));
    },
    thanks(locale, client_reference_id) {
      const { page } = TEXTS[locale];
      const text = client_reference_id === undefined ? page.thanks_unknown : page.thanks_waiting;
      const order = html(
        client_reference_id === undefined ? "" : orderLine(page.reference, client_reference_id),
      );
      const values = { ...page, text, order, locale, reference_id: client_reference_id ?? "" };
      return frame(locale, "/demo", fill(thanks, values));
    },
  };
}

function orderLine(name: string, reference: string): string {
  return fill('<p class="muted">{{name}} <code>{{reference}}</code></p>', { name, reference });
}

function productCard(template: string, product: Product, texts: DemoTexts, locale: DemoLocale): string {
  const { id, image, unit_amount } = product;
  const currency = findCurrency(product.currency);
  const price = currency ? formatAmount(unit_amount, currency) : "";
  const [name, description] = [product.name[locale], product.description[locale]];
  return fill(template, { id, image, name, description, price, buy: texts.page.buy });
}

function countries(texts: DemoTexts, locale: DemoLocale): Html {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const options = COUNTRIES.map((code) =>
    fill('<option value="{{code}}">{{name}}</option>', { code, name: names.of(code) ?? code }),
  );
  return html(fill('<option value="">{{any}}</option>', { any: texts.page.any_country }) + options.join(""));
}

function merchants(texts: DemoTexts): Html {
  const choice =
    '<label><input type="radio" name="merchant" value="{{name}}"{{checked}}><span>{{title}}<small>{{hint}}</small></span></label>';
  const rows = MERCHANT_NAMES.map((name, index) =>
    fill(choice, { name, checked: html(index === 0 ? " checked" : ""), ...texts.merchants[name] }),
  );
  return html(rows.join(""));
}
