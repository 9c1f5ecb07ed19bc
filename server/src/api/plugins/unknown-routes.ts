import type { FastifyInstance, FastifyReply } from "fastify";
import { type Refusal, refuse } from "../../kit/result.ts";
import { pathOf } from "./path-of.ts";

/**
 * Answers addresses that do not exist, and existing ones that were asked with another method. Register it before the
 * routes, because it learns them as they are added.
 */
export function registerUnknownRoutes(
  scope: FastifyInstance,
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => void,
): void {
  const routes: { pattern: RegExp; methods: Set<string> }[] = [];
  scope.addHook("onRoute", ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/:[^/]+/g, "[^/]+")}/?$`);
    const known = routes.find((route) => route.pattern.source === pattern.source);
    const methods = known?.methods ?? new Set<string>();
    for (const name of [method].flat()) methods.add(name);
    if (known === undefined) routes.push({ pattern, methods });
  });
  scope.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const route = routes.find(({ pattern }) => pattern.test(path));
    if (route === undefined) {
      const values = { method: request.method, path };
      sendRefusal(
        reply,
        refuse("route_not_found", "There is nothing at {method} {path}.", undefined, values),
      );
      return;
    }
    const allowed = [...route.methods]
      .filter((method) => method !== "HEAD" && method !== "OPTIONS")
      .join(", ");
    reply.header("Allow", allowed);
    sendRefusal(
      reply,
      refuse("method_not_allowed", "{method} is not allowed here. Allowed: {allowed}.", undefined, {
        method: request.method,
        allowed,
      }),
    );
  });
}
