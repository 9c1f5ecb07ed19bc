import { Type } from "typebox";
import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { type IdKind, parseId } from "../../kit/ids.ts";
import type { Listed, Page } from "../../kit/page.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { TimeRange } from "../../kit/time-range.ts";
import { ok } from "./answers.ts";
import { expand } from "./fields.ts";

/** What every list can be asked for; a route adds its own filters to these properties and closes the object. */
export const listFields = {
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: "How many to answer." }),
  starting_after: Type.Optional(
    Type.String({ maxLength: 64, description: "The last id that you have: the page after it is answered." }),
  ),
  ending_before: Type.Optional(
    Type.String({
      maxLength: 64,
      description: "The first id that you have: the page before it is answered.",
    }),
  ),
  expand,
};

/** The end of the year 9999. */
const LAST_UNIX_SECONDS = 253_402_300_799;

const second = (description: string) => ({
  type: "integer",
  minimum: 0,
  maximum: LAST_UNIX_SECONDS,
  description,
});

interface CreatedBounds {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

// One schema of two types and not a choice of two, so that what is wrong inside is said of the very field.
/** `created=…`, or `created[gte]=…` and the like: Unix seconds. */
export const created = Type.Optional(
  Type.Unsafe<number | CreatedBounds>({
    type: ["integer", "object"],
    minimum: 0,
    maximum: LAST_UNIX_SECONDS,
    properties: {
      gt: second("Made after this second."),
      gte: second("Made in this second or after it."),
      lt: second("Made before this second."),
      lte: second("Made in this second or before it."),
    },
    additionalProperties: false,
    description: "Only what was made in this second, or within these bounds, in Unix seconds.",
  }),
);

type CreatedFilter = number | CreatedBounds | undefined;

const ANY_TIME: TimeRange = { from: null, before: null };

/** Seconds are told without their fractions, and a bound means the whole of its second. */
function readCreated(filter: CreatedFilter): TimeRange {
  if (filter === undefined) return ANY_TIME;
  const { gt, gte, lt, lte } = typeof filter === "number" ? { gte: filter, lte: filter } : filter;
  const starts = [gte, gt === undefined ? undefined : gt + 1].filter((start) => start !== undefined);
  const ends = [lt, lte === undefined ? undefined : lte + 1].filter((end) => end !== undefined);
  return {
    from: starts.length === 0 ? null : new Date(Math.max(...starts) * 1000),
    before: ends.length === 0 ? null : new Date(Math.min(...ends) * 1000),
  };
}

export interface ListQuery {
  readonly limit: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly created?: CreatedFilter;
}

/** Whether there is, or ever was, a thing of that id. */
type Exists = (id: string) => Promise<unknown>;

/**
 * The page that a query asks for, cut out by `list`. A cursor is the id of one of the list's things, which may be gone by
 * now, or may no longer belong to what is listed: whoever takes things out of a list while paging through it still gets
 * on. So only a page that does not show that the cursor is one of its list asks whether there is such a thing at all.
 */
export async function findPage<T>(
  kind: IdKind,
  query: ListQuery,
  exists: Exists,
  list: (page: Page) => Promise<Listed<T> | Refusal>,
): Promise<Listed<T> | Refusal> {
  const { limit, starting_after, ending_before } = query;
  if (starting_after !== undefined && ending_before !== undefined) {
    return refuse("parameter_invalid", "Give starting_after or ending_before, not both.", "ending_before");
  }
  const cursor = starting_after ?? ending_before;
  const id = cursor === undefined ? null : parseId(kind, cursor);
  const is_back = ending_before !== undefined;
  const noSuchCursor = () =>
    refuse("resource_missing", `No such ${kind}: '${cursor}'`, is_back ? "ending_before" : "starting_after");
  if (id === undefined) return noSuchCursor();
  const created = readCreated(query.created);
  const found = await list({ limit, after_id: is_back ? null : id, before_id: is_back ? id : null, created });
  if (id === null || (!isRefusal(found) && found.cursor_seen)) return found;
  return (await exists(id)) === undefined ? noSuchCursor() : found;
}

/** A page of a list, as the address it came from answers it. */
export function listAnswer<T>(
  url: string,
  found: Listed<T> | Refusal,
  present: (item: T) => unknown,
): RenderedAnswer | Refusal {
  if (isRefusal(found)) return found;
  const { items, has_more } = found;
  return ok({ object: "list", url, has_more, data: items.map((item) => present(item)) });
}
