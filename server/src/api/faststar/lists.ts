import { formatId, type IdKind, parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { success } from "./envelope.ts";

/** The id behind a list's cursor: the last item that the caller has seen. */
export function cursorId(kind: IdKind, cursor: string | undefined): string | null | Refusal {
  if (cursor === undefined) return null;
  return (
    parseId(kind, cursor) ??
    refuse("parameter_invalid", "Invalid cursor: pass next_cursor of the page before.", "cursor")
  );
}

export function listAnswer<T extends { id: string }>(
  message: string,
  kind: IdKind,
  page: { items: readonly T[]; has_more: boolean },
  present: (item: T) => unknown,
) {
  const last = page.items.at(-1);
  return success(message, {
    items: page.items.map(present),
    has_more: page.has_more,
    next_cursor: page.has_more && last !== undefined ? formatId(kind, last.id) : null,
  });
}
