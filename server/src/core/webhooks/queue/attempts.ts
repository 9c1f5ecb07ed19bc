import type { Core } from "../../core.ts";
import type { WebhookDialect } from "../dialect.ts";
import type { WebhookTransport } from "../transport.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import type { Crowd } from "./crowd.ts";
import type { ClaimedDelivery } from "./delivery.ts";
import type { Journal } from "./journal.ts";
import { leaseLasts } from "./lease.ts";
import type { Lines } from "./lines.ts";
import type { Places } from "./places.ts";
import { createSigner } from "./sign.ts";
import { createStarter } from "./starter.ts";

/** What attempts are made with: the APIs in which news is worded, and the way out. */
export interface DeliveryTools {
  readonly dialects: readonly WebhookDialect[];
  readonly transport: WebhookTransport;
}

/** The attempts that are under way. */
export interface Attempts {
  /**
   * Puts deliveries in line, and begins them as their endpoints have places. `onFinished` is called, from now on, soon
   * after something has been answered.
   */
  start(claimed: readonly ClaimedDelivery[], onFinished: () => void): void;
  /** Resolves when those that are under way have been answered. */
  ended(): Promise<void>;
}

/** What attempts are told by, and tell. */
export interface AttemptsAround {
  readonly places: Places;
  readonly lines: Lines;
  readonly crowd: Crowd;
  readonly journal: Journal;
}

/** Outcomes are gathered for a moment, and recorded together: a delivery costs a fraction of a commit. */
const GATHER_MS = 20;

export function createAttempts(
  core: Core,
  tools: DeliveryTools,
  { places, lines, crowd, journal }: AttemptsAround,
): Attempts {
  const sign = createSigner(core, tools.dialects);
  const under_way = new Set<Promise<void>>();
  const starter = createStarter(core.clock, beginNext);
  let gathering = false;
  let callBackTo: () => void = () => {};

  function begin(claimed: ClaimedDelivery): void {
    const endpoint_id = claimed.endpoint.id;
    lines.begin(endpoint_id, core.clock.monotonic_ms());
    const attempt = attemptDelivery(core, sign, tools.transport, claimed).then((outcome) => {
      under_way.delete(attempt);
      lines.end(endpoint_id, core.clock.monotonic_ms());
      journal.answered(outcome);
      places.learn(endpoint_id, outcome.verdict.status === "succeeded", outcome.logged.duration_ms);
      journal.unsent(lines.shorten(endpoint_id));
      crowd.noteAnswered(endpoint_id);
      starter.call(endpoint_id);
      callBack();
    });
    under_way.add(attempt);
  }

  /** Of what waits for this endpoint the next, as far as it has places. */
  function beginNext(endpoint_id: string): boolean {
    const next = lines.next(endpoint_id);
    if (next === undefined) return false;
    if (leaseLasts(next.leased_until, core.clock.now())) begin(next);
    else journal.unsent([next]);
    return true;
  }

  function callBack(): void {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      callBackTo();
    }, GATHER_MS);
  }

  return {
    start(claimed, onFinished) {
      callBackTo = onFinished;
      for (const delivery of claimed) {
        lines.queue(delivery);
        starter.call(delivery.endpoint.id);
      }
    },
    async ended() {
      await Promise.all(under_way);
    },
  };
}
