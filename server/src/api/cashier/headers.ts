import type { CheckoutSession } from "../../core/checkout/session.ts";

const COMMON = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/**
 * Who may show the page in a frame: nobody for a session that is opened as a link. An overlay may stand on any page of
 * the merchant, whose addresses we do not know; what it shows is worthless without the session's token.
 */
function frameAncestors(presentation: CheckoutSession["presentation"] | undefined): string {
  return presentation === "iframe" ? "frame-ancestors https: http:" : "frame-ancestors 'none'";
}

export function pageHeaders(
  presentation: CheckoutSession["presentation"] | undefined,
): Record<string, string> {
  return {
    "Content-Security-Policy": [...COMMON, frameAncestors(presentation)].join("; "),
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    // The address carries the session's token, which no other site may learn.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
  };
}
