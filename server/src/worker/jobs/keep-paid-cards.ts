import type { Core } from "../../core/core.ts";
import { keepCardLater, longDecided } from "../../core/payments/kept-cards/keep.ts";
import { findCardsToKeep } from "../../core/payments/kept-cards/store.ts";
import type { Job } from "../runner.ts";

const CARDS_AT_ONCE = 64;

/** Keeps the cards for later charges whose payment succeeded while this server was stopped halfway. */
export function keepPaidCardsJob(core: Core): Job {
  return {
    name: "keep-paid-cards",
    every_ms: 5_000,
    again_from: CARDS_AT_ONCE,
    async run() {
      const cards = await findCardsToKeep(core.db, longDecided(core), CARDS_AT_ONCE);
      for (const { merchant_id, livemode, id } of cards) {
        await keepCardLater(core, { merchant_id, livemode }, id);
      }
      return cards.length;
    },
  };
}
