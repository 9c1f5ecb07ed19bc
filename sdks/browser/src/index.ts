import { version } from "../package.json";
import { createCards } from "./cards.ts";
import { createCheckout } from "./checkout.ts";
import { createEmitter } from "./emitter.ts";
import type { Locale, Sdk } from "./types.ts";

/** The SDK for the checkout pages of one origin. */
function createFastStar(cashier_origin: string): Sdk {
  const emitter = createEmitter();
  let locale: Locale | undefined;
  let warm = false;

  return {
    version,
    init(options) {
      locale = options?.locale;
      if (warm) return;
      warm = true;
      const link = document.createElement("link");
      link.rel = "preconnect";
      link.href = cashier_origin;
      document.head.append(link);
    },
    checkout: createCheckout(cashier_origin, emitter, () => locale),
    cards: createCards(cashier_origin, emitter),
    on: (event, listener) => emitter.add(event, listener, false),
    once: (event, listener) => emitter.add(event, listener, true),
    off: emitter.remove,
  };
}

// The server writes its cashier's origin here when it serves the file, so that no page can choose another one.
export default createFastStar("__STARWAY_CASHIER_ORIGIN__");
