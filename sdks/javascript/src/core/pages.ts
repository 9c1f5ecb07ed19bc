import type { Answer } from "./answer.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly object: "list";
  readonly url: string;
  /** Whether there is more in the direction in which the list is read. */
  readonly has_more: boolean;
  readonly data: T[];
}

/** All items from this page on, page after page. */
export interface AutoPaging<T> extends AsyncIterable<T> {
  /** The first items of the list, at most so many. */
  autoPagingToArray(options: { limit: number }): Promise<T[]>;
}

/** A page that goes on: `for await (const item of page)`. */
export type List<T> = Answer<Page<T>> & AutoPaging<T>;

/**
 * The first page to be awaited, or all items to be gone through: `for await (const item of client.customers.list())`.
 * With `ending_before` they come from the cursor on towards the newest.
 */
export type ListPromise<T> = Promise<List<T>> & AutoPaging<T>;

type GetPage<T> = (params: object) => Promise<Answer<Page<T>>>;

export function listPromise<T>(getPage: GetPage<T>, params: object): ListPromise<T> {
  const first = getPage(params);
  const items = () => {
    // Who goes through the items is told there of what goes wrong, and awaits nothing else.
    list.catch(() => {});
    return eachItem(first, getPage, params);
  };
  const list: Promise<List<T>> = first.then((page) => addPaging<T, typeof page>(page, items));
  return addPaging<T, typeof list>(list, items);
}

async function* eachItem<T>(
  first: Promise<Page<T>>,
  getPage: GetPage<T>,
  params: object,
): AsyncGenerator<T, void, undefined> {
  const is_backwards = (params as { ending_before?: unknown }).ending_before !== undefined;
  const cursor = is_backwards ? "ending_before" : "starting_after";
  for (let page = await first; ; ) {
    const items = is_backwards ? [...page.data].reverse() : page.data;
    yield* items;
    const last = items.at(-1) as { id?: unknown } | undefined;
    if (!page.has_more || last?.id === undefined) return;
    page = await getPage({ ...params, [cursor]: last.id });
  }
}

/** Hidden, so that a page can be compared, copied and printed as what the API has answered. */
function addPaging<T, Target extends object>(
  target: Target,
  items: () => AsyncGenerator<T, void, undefined>,
): Target & AutoPaging<T> {
  return Object.defineProperties(target as Target & AutoPaging<T>, {
    [Symbol.asyncIterator]: { value: items },
    autoPagingToArray: { value: ({ limit }: { limit: number }) => take(items(), limit) },
  });
}

async function take<T>(items: AsyncIterable<T>, limit: number): Promise<T[]> {
  if (!(limit >= 1)) throw new TypeError("Say how many at most: autoPagingToArray({ limit: 1000 }).");
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length >= limit) break;
  }
  return taken;
}
