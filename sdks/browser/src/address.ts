/**
 * The URL to show, when it is a checkout page of the one origin that this file was served for. Anything else is
 * refused, so that a page which can be talked into passing on a stranger's URL cannot be made to show a stranger's form.
 */
export function checkoutUrl(url: unknown, cashier_origin: string): URL | undefined {
  if (typeof url !== "string") return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  // The scheme is checked as well: a blob: URL has the origin of the page that made it.
  const trusted = /^https?:$/.test(parsed.protocol) && parsed.origin === cashier_origin;
  return trusted && /^\/checkout\/./.test(parsed.pathname) ? parsed : undefined;
}
