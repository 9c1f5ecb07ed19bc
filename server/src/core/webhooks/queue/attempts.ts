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

/** What attempts are made with: the APIs in which news is worded, and the way out. */
export interface DeliveryTools {
  readonly dialects: readonly WebhookDialect[];
  readonly transport: WebhookTransport;
}

/** The attempts that are under way. */
export interface Attempts {
  /** Puts deliveries in line, and begins those for which their endpoints have places. */
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
  let gathering = false;

  function begin(claimed: ClaimedDelivery, onFinished: () => void): void {
    const endpoint_id = claimed.endpoint.id;
    lines.begin(endpoint_id, core.clock.monotonic_ms());
    const attempt = attemptDelivery(core, sign, tools.transport, claimed).then((outcome) => {
      under_way.delete(attempt);
      lines.end(endpoint_id, core.clock.monotonic_ms());
      journal.answered(outcome);
      places.learn(endpoint_id, outcome.verdict.status === "succeeded", outcome.logged.duration_ms);
      journal.unsent(lines.shorten(endpoint_id));
      crowd.noteAnswered(endpoint_id);
      startWaiting(endpoint_id, onFinished);
      callBack(onFinished);
    });
    under_way.add(attempt);
  }

  /** Begins what waits for this endpoint, as far as it has places. */
  function startWaiting(endpoint_id: string, onFinished: () => void): void {
    const now = core.clock.now();
    for (let next = lines.next(endpoint_id); next !== undefined; next = lines.next(endpoint_id)) {
      if (leaseLasts(next.leased_until, now)) begin(next, onFinished);
      else journal.unsent([next]);
    }
  }

  function callBack(onFinished: () => void): void {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      onFinished();
    }, GATHER_MS);
  }

  return {
    start(claimed, onFinished) {
      for (const delivery of claimed) lines.queue(delivery);
      const endpoint_ids = new Set(claimed.map(({ endpoint }) => endpoint.id));
      for (const endpoint_id of endpoint_ids) startWaiting(endpoint_id, onFinished);
    },
    async ended() {
      await Promise.all(under_way);
    },
  };
}
