import type { TestMerchant } from "../server.ts";
import type { Route } from "./routes.ts";

/** The ids of a merchant's things, by the prefix that says what they are. */
export interface KnownIds {
  of(prefix: string): readonly string[];
  all(): readonly string[];
  /** A copy of a value in which every id, an example's for instance, is one of a thing that exists. */
  putInto<T>(value: T, choose?: (ids: readonly string[]) => string | undefined): T;
}

const ID = /\b(?!req_)([a-z]{2,5})_[0-9A-Za-z]{22}\b/g;

/** Asks every list that there is. `first` are the things that the tests prefer. */
export async function knownIds(
  merchant: TestMerchant,
  routes: readonly Route[],
  first: readonly string[],
): Promise<KnownIds> {
  const texts = [...first];
  for (const { method, url, door } of routes) {
    if (method !== "GET" || url.includes(":") || (door !== "faststar" && door !== "onerway")) continue;
    const path = url.replace(/^(\/api)?\/v1/, "");
    texts.push((await merchant[door].get(`${path}?limit=100`)).text);
  }
  const ids = new Map<string, Set<string>>();
  for (const [id, prefix = ""] of texts.join(" ").matchAll(ID)) {
    ids.set(prefix, (ids.get(prefix) ?? new Set()).add(id));
  }
  const of = (prefix: string) => [...(ids.get(prefix) ?? [])];
  return {
    of,
    all: () => [...ids.values()].flatMap((set) => [...set]),
    putInto: (value, choose = (known) => known[0]) =>
      JSON.parse(JSON.stringify(value).replace(ID, (id, prefix) => choose(of(prefix)) ?? id)),
  };
}
