import { singularOf, snakeCase } from "./words.ts";

export interface Address {
  readonly http_method: "GET" | "POST" | "DELETE";
  /** Below the server's path: `/customers/{id}/payment_methods`. */
  readonly path: string;
  readonly answers_list: boolean;
  /** Whether a GET of the same address answers a list: then a POST there adds to it. */
  readonly is_collection: boolean;
}

const VERBS = { GET: "retrieve", POST: "update", DELETE: "del" } as const;

/**
 * What an address stands in, such as `radar` for `/radar/early_fraud_warnings`. A first part only groups resources when
 * there is nothing at it and nothing is one of it, but things stand one part further on.
 */
export function groupOf(path: string, paths: readonly string[]): string | undefined {
  const [first, ...others] = partsOf(path);
  if (first === undefined || others.length === 0) return undefined;
  const below = paths.map(partsOf).filter((parts) => parts[0] === first);
  const is_resource = below.some(([, second]) => second === undefined || isVariable(second));
  const has_things = below.some(([, , third]) => third !== undefined && isVariable(third));
  return is_resource || !has_things ? undefined : snakeCase(first);
}

/** The address within its group. */
export function withoutGroup(path: string): string {
  return `/${partsOf(path).slice(1).join("/")}`;
}

/** The first part of an address names the resource. */
export function resourceOf(path: string): string {
  return snakeCase(partsOf(path)[0] ?? "");
}

/**
 * What is done at an address, in the words of clients for payments: a list is listed and created into, one thing is
 * retrieved, updated and deleted, and any other word behind a thing is what is done with it. What belongs to a thing is
 * named after the verb: `/customers/{id}/payment_methods` is `list_payment_methods`.
 */
export function nameMethod({ http_method, path, answers_list, is_collection }: Address): string {
  const parts = partsOf(path).slice(1);
  const last = parts.at(-1);
  const owners = parts.slice(0, -1).filter((part) => !isVariable(part));
  if (last === undefined) return answers_list ? "list" : onItself(http_method);
  if (isVariable(last)) return joined(VERBS[http_method], owners.map(singularOf));
  if (http_method === "GET") {
    // What stands right behind the resource's own name is done with all of them: `/charges/search`.
    if (parts.length === 1) return snakeCase(last);
    return joined(answers_list ? "list" : "retrieve", [...owners.map(singularOf), last]);
  }
  if (http_method === "DELETE") return joined("del", [...owners.map(singularOf), last]);
  if (is_collection) return joined("create", [...owners, last].map(singularOf));
  return joined(last, owners.map(singularOf));
}

/** A resource that is only one, such as a balance, is retrieved without an id. */
function onItself(http_method: Address["http_method"]): string {
  return http_method === "POST" ? "create" : VERBS[http_method];
}

function joined(verb: string, things: readonly string[]): string {
  return snakeCase([verb, ...things].join("_"));
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function isVariable(part: string): boolean {
  return part.startsWith("{");
}
