import { addCard } from "./add-card.ts";
import type { Emitter } from "./emitter.ts";
import type { Sdk } from "./types.ts";

/** `FastStar.cards` for the card pages of one origin. */
export function createCards(cashier_origin: string, emitter: Emitter): Sdk["cards"] {
  let closeCurrent = () => {};
  return {
    add(session, callbacks = {}) {
      const added = addCard({ session, callbacks, cashier_origin, emitter });
      if (added.opened) {
        closeCurrent();
        closeCurrent = added.close;
      }
      return added;
    },
  };
}
