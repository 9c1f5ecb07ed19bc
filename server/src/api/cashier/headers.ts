import type { CheckoutSession } from "../../core/checkout/session.ts";

const COMMON = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** An origin that can stand in a policy without becoming a word of it. */
const ORIGIN = /^https:\/\/[a-z0-9.-]+(:\d+)?$/;

/** Where a product's picture is loaded from; undefined for what the page must not load. */
export function imageOrigin(image: string | null | undefined): string | undefined {
  const origin = image != null && URL.canParse(image) ? new URL(image).origin : "";
  return ORIGIN.test(origin) ? origin : undefined;
}

/** The servers that this session's pictures lie on, and no others: a page that cards are typed into talks to few. */
function imageSources(lines: CheckoutSession["lines"]): string {
  const origins = lines.map(({ image }) => imageOrigin(image)).filter((origin) => origin !== undefined);
  return ["img-src 'self' data:", ...new Set(origins)].join(" ");
}

/**
 * Who may show the page in a frame: nobody for a session that is opened as a link. An overlay may stand on any page of
 * the merchant, whose addresses we do not know; what it shows is worthless without the session's token.
 */
function frameAncestors(presentation: CheckoutSession["presentation"]): string {
  return presentation === "iframe" ? "frame-ancestors https: http:" : "frame-ancestors 'none'";
}

export function pageHeaders({
  presentation,
  lines,
}: Pick<CheckoutSession, "presentation" | "lines">): Record<string, string> {
  return {
    "Content-Security-Policy": [...COMMON, imageSources(lines), frameAncestors(presentation)].join("; "),
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    // The address carries the session's token, which no other site may learn.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
  };
}
