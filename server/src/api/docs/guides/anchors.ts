/** Gives each heading the anchor that its words would have on a code host, so that links work in both places. */
export function createAnchors(taken: readonly string[] = []): (title: string) => string {
  const used = new Map(taken.map((anchor) => [anchor, 1]));
  return (title) => {
    const words = title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
    const anchor = words.trim().replace(/\s/g, "-") || "section";
    const count = used.get(anchor) ?? 0;
    used.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  };
}
