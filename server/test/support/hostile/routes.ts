import { subscribe } from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";
import type { Operation } from "../../../src/api/plugins/openapi/operation.ts";

/** A JSON Schema, as far as made-up values follow it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
}

/** Whose words a route's refusals are in; a page's are for people, in HTML. */
export type HostileDoor = "faststar" | "onerway" | "cashier" | "page";

/** An address of the server, as the server itself has it. */
export interface Route {
  /** `POST /v1/payment_intents/:id` */
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly door: HostileDoor;
  readonly body: Schema | undefined;
  readonly query: Schema | undefined;
  readonly operation: Operation | undefined;
}

interface RegisteredRoute {
  readonly method: string | string[];
  readonly url: string;
  readonly schema?: { readonly body?: unknown; readonly querystring?: unknown };
  readonly config?: { readonly operation?: Operation };
}

/**
 * Answers what lists the routes of the servers that are built from now on: each is heard of as it is registered, so
 * that a new one is attacked without anybody naming it here.
 */
export function recordRoutes(): () => readonly Route[] {
  const registered: RegisteredRoute[] = [];
  subscribe("fastify.initialization", (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", (route) => void registered.push(route as RegisteredRoute));
  });
  return () => registered.flatMap(routesOf).sort((left, right) => rank(left) - rank(right));
}

function routesOf(registered: RegisteredRoute): Route[] {
  const { url, schema, config } = registered;
  const methods = [registered.method].flat().filter((method) => method !== "HEAD" && method !== "OPTIONS");
  return methods.map((method) => ({
    name: `${method} ${url}`,
    method,
    url,
    door: doorOf(url, schema?.body !== undefined),
    body: schema?.body as Schema | undefined,
    query: schema?.querystring as Schema | undefined,
    operation: config?.operation,
  }));
}

function doorOf(url: string, has_body: boolean): HostileDoor {
  if (url.startsWith("/api/v1/")) return "faststar";
  if (url.startsWith("/v1/")) return "onerway";
  return has_body || url.endsWith("/state") ? "cashier" : "page";
}

/** What ends things comes last, so that the others still find them. */
function rank({ method, url }: Route): number {
  if (method === "GET") return 0;
  if (method === "DELETE") return 3;
  return /:\w+\/./.test(url) ? 2 : 1;
}

export const takesBody = ({ method }: Route): boolean => ["POST", "PUT", "PATCH"].includes(method);
