import { cashierAddress } from "./address.ts";
import { complain } from "./complain.ts";
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
    complain(message);
    emitter.emit("checkout.error", { code, message });
  };

  return {
    close: () => closeCurrent(),
    open(options) {
      const url = cashierAddress(options?.url, "checkout", cashier_origin);
      if (!url) {
        // What follows a question mark may be secret, and messages travel far.
        const given = String(options?.url).split("?")[0]?.slice(0, 80);
        return fail(
          "invalid_url",
          `checkout.open takes the unchanged url of a checkout session, ${cashier_origin}/checkout/…, not "${given}".`,
        );
      }
      closeCurrent();
      closeCurrent = showCheckout({ url, cashier_origin, emitter, labels: labelsFor(locale()), fail });
    },
  };
}
