import fc from "fast-check";
import type { KnownIds } from "./known-ids.ts";
import type { Route, Schema } from "./routes.ts";
import { shaped } from "./shaped.ts";
import { hostileValue } from "./values.ts";

type FieldPath = readonly string[];

/** The places in a value that can be changed; the first is the whole of it. */
function pathsIn(value: unknown, schema: Schema | undefined, at: FieldPath = []): FieldPath[] {
  const fields = typeof value === "object" && value !== null ? Object.keys(value) : [];
  // What the route knows and the value has not is a place too.
  const names = new Set([...fields, ...(at.length === 0 ? Object.keys(schema?.properties ?? {}) : [])]);
  const inner = [...names].flatMap((name) =>
    pathsIn((value as Record<string, unknown>)[name], schema?.properties?.[name], [...at, name]),
  );
  return [at, ...inner];
}

/** A copy with another value at the path. */
function withValue(body: unknown, [name, ...rest]: FieldPath, value: unknown): unknown {
  if (name === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>;
  copy[name] = withValue(copy[name], rest, value);
  return copy;
}

/** A body that is right but for one thing, for one or another of the things that a route may be asked about. */
export interface Mutation {
  readonly body: unknown;
  /** Which of the things that there are stands in the path. */
  readonly nth: number;
}

/** Bodies as a route takes them, with one thing in them changed. */
export function mutations(route: Route, ids: KnownIds): fc.Arbitrary<Mutation> {
  const examples = Object.values(route.operation?.bodies ?? {}).map(({ value }) => value);
  const known = examples.length === 0 ? [] : [fc.constantFrom(...examples)];
  const valid = fc.oneof(...known, shaped(route.body ?? { type: "object", properties: {} }));
  const all_ids = ids.all();
  return fc
    .tuple(valid, fc.nat(), fc.nat(), fc.nat(), hostileValue(all_ids))
    .map(([body, nth, inner_nth, place, value]) => {
      const own = ids.putInto(body, (found) => found[inner_nth % Math.max(found.length, 1)]);
      const [_whole, ...places] = pathsIn(own, route.body);
      return { nth, body: withValue(own, places[place % places.length] ?? ["unknown"], value) };
    });
}
