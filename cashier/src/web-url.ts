/** The address when it is one that a link may lead to, and not a script in disguise. */
export function webUrl(url: string | null): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
