/** All rows of a list, a page in memory at a time. `next` answers the page after a row, which is undefined at first. */
export async function* pagesOf<Row>(
  next: (last: Row | undefined, limit: number) => Promise<Row[]>,
  limit: number,
): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    const page = await next(last, limit);
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    last = page.at(-1);
  }
}
