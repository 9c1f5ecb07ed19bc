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

/** Seconds are told without their fractions, and a bound means the whole of its second. */
function readCreated(filter: CreatedFilter): TimeRange {
  const { gt, gte, lt, lte } = typeof filter === "number" ? { gte: filter, lte: filter } : (filter ?? {});
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
 * The page that a query asks for. A cursor is the id of one of the list's things, which may be gone by now, or may no
 * longer belong to what is listed: whoever takes things out of a list while paging through it still gets on.
 */
export async function readPage(kind: IdKind, query: ListQuery, exists: Exists): Promise<Page | Refusal> {
  const { limit, starting_after, ending_before } = query;
  if (starting_after !== undefined && ending_before !== undefined) {
    return refuse("parameter_invalid", "Give starting_after or ending_before, not both.", "ending_before");
  }
  const after_id = await readCursor(kind, starting_after, "starting_after", exists);
  if (isRefusal(after_id)) return after_id;
  const before_id = await readCursor(kind, ending_before, "ending_before", exists);
  if (isRefusal(before_id)) return before_id;
  return { limit, after_id, before_id, created: readCreated(query.created) };
}

async function readCursor(
  kind: IdKind,
  cursor: string | undefined,
  param: string,
  exists: Exists,
): Promise<string | null | Refusal> {
  if (cursor === undefined) return null;
  const id = parseId(kind, cursor);
  if (id !== undefined && (await exists(id)) !== undefined) return id;
  return refuse("resource_missing", `No such ${kind}: '${cursor}'`, param);
}

/** A page of a list, as the address it came from answers it. */
export function listAnswer<T>(url: string, page: Listed<T>, present: (item: T) => unknown): RenderedAnswer {
  const { items, has_more } = page;
  return ok({ object: "list", url, has_more, data: items.map((item) => present(item)) });
}
