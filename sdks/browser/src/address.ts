/**
 * The address to show, when it is a page of that kind (`checkout`, `cards`) at the one cashier that this file was served
 * for. Anything else is refused, so that a page which can be talked into passing on a stranger's address cannot be made
 * to show a stranger's form.
 */
export function cashierAddress(url: unknown, kind: string, cashier_origin: string): string | undefined {
  try {
    // Its normal form shows everything at once: the scheme, a name before an @, the host, the port, and steps upward.
    const { href } = new URL(url as string);
    if (typeof url === "string" && idIn(href) && href.startsWith(`${cashier_origin}/${kind}/`)) return href;
  } catch {
    // Not an address at all.
  }
  return undefined;
}

/** The id of the session or the setup intent, which stands in the path of its page. */
export function idIn(href: string): string {
  return href.split(/[/?#]/)[4] ?? "";
}
