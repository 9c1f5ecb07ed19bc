import type { FastifyPluginAsync } from "fastify";
import type { Core } from "../../../core/core.ts";
import { parseNoticeReference } from "../../../core/payments/attempts/notice-reference.ts";
import { simulatorNotice } from "./notice.ts";

/**
 * Where the simulated acquirer calls when it runs in a process of its own. It is acknowledged when the news is written
 * down; otherwise it calls again.
 */
export const simulatorNotices: FastifyPluginAsync<{ core: Core }> = async (app, { core }) => {
  app.post<{ Body: unknown }>("/simulator/notices", async (request, reply) => {
    const reference = (request.body as { reference?: unknown } | null)?.reference;
    const is_genuine =
      typeof reference === "string" && parseNoticeReference(core.vault, reference) !== undefined;
    if (!is_genuine) return reply.code(404).send({ status: "unknown" });
    await simulatorNotice(core, reference);
    return { status: "received" };
  });
};
