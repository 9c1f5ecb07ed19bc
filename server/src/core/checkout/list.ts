import { type Listed, listed } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findIntents } from "../payments/store.ts";
import { findSetupIntents } from "../setup-intents/store.ts";
import type { SessionWithPayment } from "./session.ts";
import { listSessions, type SessionPage } from "./store.ts";

/** A merchant's sessions with their payments and verifications, newest first. */
export async function listCheckoutSessions(
  core: Core,
  scope: Scope,
  page: SessionPage,
): Promise<Listed<SessionWithPayment>> {
  const found = await listSessions(core.db, scope, page, core.clock.now());
  const { items: sessions, ...rest } = listed(found, page);
  const intents = await findIntents(
    core.db,
    scope,
    sessions.map((session) => session.payment_intent_id),
  );
  const by_id = new Map(intents.map((intent) => [intent.id, intent]));
  const setup_intent_ids = sessions.flatMap(({ setup_intent_id }) => setup_intent_id ?? []);
  const setup_intents = await findSetupIntents(core.db, scope, setup_intent_ids);
  const setup_by_id = new Map(setup_intents.map((setup_intent) => [setup_intent.id, setup_intent]));
  return {
    ...rest,
    items: sessions.map((session) => ({
      session,
      intent: by_id.get(session.payment_intent_id),
      setup_intent: setup_by_id.get(session.setup_intent_id ?? ""),
    })),
  };
}
