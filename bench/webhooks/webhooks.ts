import type { Bench } from "../bench.ts";
import { addWebhookEndpoint, setWebhookEndpoint } from "../merchant.ts";
import { payments } from "../operations/payments.ts";
import { measureStarway, warmUp } from "../rounds.ts";
import { drainBacklog, payAndTell } from "./measure.ts";
import { startReceiver } from "./receiver.ts";
import { formatWebhooks, type WebhookRound } from "./report.ts";

/** Rounds of payments alone, payments that an endpoint is told of, the same at half the rate, and a backlog. */
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
  progress.begin(`${label}, payments and their webhooks`);
  const told = await payAndTell(bench, receiver, undefined);
  progress.end(
    `${told.load.per_second.toFixed(0)} payments/s, ${told.deliveries_per_second.toFixed(0)} webhooks/s`,
  );
  progress.begin(`${label}, half the load`);
  const half = await payAndTell(bench, receiver, told.load.per_second / 2);
  progress.end(`p50 ${half.latencies.p50_ms.toFixed(0)} ms, p99 ${half.latencies.p99_ms.toFixed(0)} ms`);
  progress.begin(`${label}, a backlog of ${options.backlog}`);
  const drained = await drainBacklog(bench, receiver, options.backlog);
  progress.end(`${drained.deliveries_per_second.toFixed(0)} webhooks/s`);
  return { alone, told, half, drained };
}
