import type { Core } from "../../src/core/core.ts";
import type { WebhookResult } from "../../src/core/webhooks/transport.ts";
import type { Database } from "../../src/db/types.ts";
import { type MovableClock, movableClock } from "./clock.ts";
import { testCore } from "./core.ts";
import { openTestDatabase } from "./database.ts";
import { answers, type ScriptedTransport, scriptedTransport } from "./webhooks.ts";

/** Everything around a queue of webhooks: a test makes the deliverers by itself, which are what it is about. */
export interface WebhookQueue {
  readonly db: Database;
  readonly clock: MovableClock;
  readonly core: Core;
  /** Acknowledges everything, until it is told otherwise. */
  readonly transport: ScriptedTransport;
  close(): Promise<void>;
}

/** An empty database at noon. */
export async function openWebhookQueue(): Promise<WebhookQueue> {
  const { db, close } = await openTestDatabase();
  const clock = movableClock(new Date("2026-03-01T12:00:00Z"));
  return {
    db,
    clock,
    core: testCore({ db, clock }),
    transport: scriptedTransport(() => answers(200)),
    close,
  };
}

/** From now on some requests are not answered before they are released. */
export function holdAnswers(
  transport: ScriptedTransport,
  isHeld: (url: string) => boolean = () => true,
): ((result: WebhookResult) => void)[] {
  const held: ((result: WebhookResult) => void)[] = [];
  transport.answer = ({ url }) =>
    isHeld(url) ? new Promise<WebhookResult>((resolve) => held.push(resolve)) : answers(200);
  return held;
}
