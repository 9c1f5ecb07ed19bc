import type { FastifyPluginAsync } from "fastify";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { VelocityCounts } from "../../core/payments/velocity/desk.ts";
import type { Database } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import { measureLags } from "./lags.ts";
import { registerLoadMetrics, type ServerLoad } from "./load-metrics.ts";
import { registerVelocityMetrics } from "./velocity-metrics.ts";

export interface OperationsOptions {
  db: Database;
  clock: Clock;
  read: () => ServerLoad;
  velocity: Readonly<VelocityCounts>;
}

/** What an operator's tools ask: is it alive, can it take requests, what is it doing. */
export const operations: FastifyPluginAsync<OperationsOptions> = async (app, options) => {
  const { db, clock, read, velocity } = options;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureLags(registry, db, clock);
  registerLoadMetrics(registry, read);
  registerVelocityMetrics(registry, velocity);
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await db.ping();
      return { status: "ready" };
    } catch {
      return reply.code(503).send({ status: "unavailable", reason: "the database does not answer" });
    }
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
};
