import type { BrowserContext, ConsoleMessage } from "playwright-core";

/** The browser itself reports every refusal of the cashier as an error; what a refusal does is what the tests look at. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;
const CASHIER = /\/(checkout\/cs_|cards\/seti_)/;

function isRefusal(message: ConsoleMessage): boolean {
  return REFUSED.test(message.text()) && CASHIER.test(message.location().url);
}

/** Collects every error, warning, uncaught exception and breach of a security policy in all pages and frames. */
export async function collectComplaints(context: BrowserContext, complaints: string[]): Promise<void> {
  context.on("console", (message) => {
    if (!/^(error|warning)$/.test(message.type()) || isRefusal(message)) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(`exception: ${error.error().message}`));
  await context.addInitScript(() => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ effectiveDirective, blockedURI, disposition }) => {
        console.error(`The policy (${disposition}) forbids ${effectiveDirective}: ${blockedURI}`);
      },
    );
  });
}
