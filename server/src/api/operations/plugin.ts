import type { FastifyPluginAsync } from "fastify";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Database } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import { measureSealLag } from "./seal-lag.ts";

export interface OperationsOptions {
  db: Database;
  clock: Clock;
}

/** What an operator's tools ask: is it alive, can it take requests, what is it doing. */
export const operations: FastifyPluginAsync<OperationsOptions> = async (app, { db, clock }) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureSealLag(registry, db, clock);
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
