import { LONGEST_WAIT_MS } from "../../server/src/core/webhooks/queue/giving-way.ts";
import type { Bench } from "../bench.ts";
import { addWebhookEndpoint, setWebhookEndpoint } from "../merchant.ts";
import { payments } from "../operations/payments.ts";
import { measureStarway, warmUp } from "../rounds.ts";
import { drainBacklog, type Pace, payAndTell } from "./measure.ts";
import { startReceiver } from "./receiver.ts";
import { formatWebhooks, type WebhookRound } from "./report.ts";

/** So long payments go before webhooks; afterwards both have their share. */
const WEBHOOKS_WAIT_S = LONGEST_WAIT_MS / 1_000;

/**
 * Rounds of payments alone, payments that an endpoint is told of, at first and when that has lasted, at a half and a quarter
 * of the first rate, and a backlog. What payments and all their webhooks can keep up for ever is about a half.
 */
export async function measureWebhooks(bench: Bench): Promise<string> {
  const { options, starway } = bench;
  const receiver = await startReceiver();
  try {
    await warmUp(bench);
    const endpoint = await addWebhookEndpoint(starway, receiver.url);
    const rounds: WebhookRound[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      rounds.push(await measureRound(bench, `round ${round} of ${options.rounds}`, endpoint, receiver));
    }
    return formatWebhooks(rounds, options.connections[0] ?? 1, options.backlog);
  } finally {
    receiver.stop();
  }
}

async function measureRound(
  bench: Bench,
  label: string,
  endpoint: string,
  receiver: Awaited<ReturnType<typeof startReceiver>>,
): Promise<WebhookRound> {
  const { options, starway, progress } = bench;
  const shape = { operation: payments, connections: options.connections[0] ?? 1 };
  await setWebhookEndpoint(starway, endpoint, "disabled");
  const alone = await measureStarway(bench, label, shape);
  await setWebhookEndpoint(starway, endpoint, "enabled");
  const pay = async (title: string, pace: Pace) => {
    progress.begin(`${label}, ${title}`);
    const paid = await payAndTell(bench, receiver, pace);
    const { load, told } = paid;
    progress.end(
      `${load.per_second.toFixed(0)} payments/s, ${told.per_second.toFixed(0)} webhooks/s, p99 ${told.p99_ms.toFixed(0)} ms`,
    );
    return paid;
  };
  const { warmup_s } = options;
  const rush = await pay("payments and their webhooks", { warmup_s });
  const lasting = await pay("the same for longer than webhooks wait", {
    warmup_s: WEBHOOKS_WAIT_S + warmup_s,
  });
  const half = await pay("half as many payments", { warmup_s, per_second: alone.per_second / 2 });
  const quarter = await pay("a quarter as many payments", { warmup_s, per_second: alone.per_second / 4 });
  progress.begin(`${label}, a backlog of ${options.backlog}`);
  const drained = await drainBacklog(bench, receiver, options.backlog);
  progress.end(`${drained.deliveries_per_second.toFixed(0)} webhooks/s`);
  return { alone, rush, lasting, half, quarter, drained };
}
