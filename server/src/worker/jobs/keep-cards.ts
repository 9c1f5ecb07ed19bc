import { getCheckoutSession } from "../../core/checkout/get.ts";
import { keepCard, longExpired } from "../../core/checkout/keep-card.ts";
import { findSessionsWithCardToKeep } from "../../core/checkout/store.ts";
import type { Core } from "../../core/core.ts";
import type { Job } from "../runner.ts";

const SESSIONS_AT_ONCE = 64;

/** Keeps the cards that buyers wanted kept and whose payment succeeded after the buyer, or this server, had left. */
export function keepCardsJob(core: Core): Job {
  return {
    name: "keep-cards",
    every_ms: 5_000,
    again_from: SESSIONS_AT_ONCE,
    async run() {
      const sessions = await findSessionsWithCardToKeep(core.db, longExpired(core), SESSIONS_AT_ONCE);
      for (const { merchant_id, livemode, id } of sessions) {
        const scope = { merchant_id, livemode };
        const found = await getCheckoutSession(core, scope, id);
        if (found !== undefined) await keepCard(core, scope, found);
      }
      return sessions.length;
    },
  };
}
