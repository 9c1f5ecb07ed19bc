/** An address as it was asked for, without its query. */
export function pathOf(url: string): string {
  const query_start = url.indexOf("?");
  return query_start === -1 ? url : url.slice(0, query_start);
}
