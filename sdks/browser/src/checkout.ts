import { checkoutUrl } from "./address.ts";
import type { Emitter } from "./emitter.ts";
import { labelsFor } from "./labels.ts";
import { showCheckout } from "./show-checkout.ts";
import type { Locale, Sdk } from "./types.ts";

/** `FastStar.checkout` for the checkout pages of one origin. */
export function createCheckout(
  cashier_origin: string,
  emitter: Emitter,
  locale: () => Locale | undefined,
): Sdk["checkout"] {
  let closeCurrent = () => {};

  const fail = (code: string, message: string) => {
    console.error(`FastStar: ${message}`);
    emitter.emit("checkout.error", { code, message });
  };

  return {
    close: () => closeCurrent(),
    open(options) {
      const url = checkoutUrl(options?.url, cashier_origin);
      if (!url) {
        const expected = `${cashier_origin}/checkout/…`;
        return fail(
          "invalid_url",
          `checkout.open takes the unchanged url of a checkout session (${expected}).`,
        );
      }
      closeCurrent();
      closeCurrent = showCheckout({ url, cashier_origin, emitter, labels: labelsFor(locale()), fail });
    },
  };
}
