import { expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { listPromise, type Page } from "./pages.ts";

interface Thing {
  readonly id: string;
}

const NEWEST_FIRST = ["e", "d", "c", "b", "a"];

/** Pages as the API makes them, and what was asked for. */
function pagesOf(all: readonly string[], fails_at?: string) {
  const asked: object[] = [];
  const getPage = async (params: object): Promise<Answer<Page<Thing>>> => {
    asked.push(params);
    const { limit = 2, starting_after, ending_before } = params as Record<string, never>;
    if (fails_at !== undefined && (starting_after === fails_at || fails_at === "start"))
      throw new Error("Lost.");
    const rest =
      ending_before === undefined
        ? all.slice(starting_after === undefined ? 0 : all.indexOf(starting_after) + 1)
        : all.slice(0, all.indexOf(ending_before));
    const ids = ending_before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
    const page = {
      object: "list",
      url: "/v1/things",
      has_more: ids.length < rest.length,
      data: ids.map((id) => ({ id })),
    };
    return page as unknown as Answer<Page<Thing>>;
  };
  return { asked, getPage };
}

async function idsOf(things: AsyncIterable<Thing>): Promise<string> {
  let ids = "";
  for await (const { id } of things) ids += id;
  return ids;
}

test("a list is gone through to its end, page after page, with the same filters", async () => {
  const { asked, getPage } = pagesOf(NEWEST_FIRST);
  expect(await idsOf(listPromise(getPage, { limit: 2, email: "a@b.c" }))).toBe("edcba");
  expect(asked).toEqual([
    { limit: 2, email: "a@b.c" },
    { limit: 2, email: "a@b.c", starting_after: "d" },
    { limit: 2, email: "a@b.c", starting_after: "b" },
  ]);
});

test("with ending_before it is gone through towards the newest", async () => {
  const { asked, getPage } = pagesOf(NEWEST_FIRST);
  expect(await idsOf(listPromise(getPage, { ending_before: "a" }))).toBe("bcde");
  expect(asked).toEqual([{ ending_before: "a" }, { ending_before: "c" }]);
});

test("an awaited page is what the API answered, and can be gone on from", async () => {
  const { getPage } = pagesOf(NEWEST_FIRST);
  const page = await listPromise(getPage, { limit: 3 });
  expect(page).toEqual({
    object: "list",
    url: "/v1/things",
    has_more: true,
    data: [{ id: "e" }, { id: "d" }, { id: "c" }],
  });
  expect(Object.keys(page)).toEqual(["object", "url", "has_more", "data"]);
  expect(await idsOf(page)).toBe("edcba");
});

test("no more pages are fetched than are needed", async () => {
  const { asked, getPage } = pagesOf(NEWEST_FIRST);
  const list = listPromise(getPage, {});
  expect(await list.autoPagingToArray({ limit: 3 })).toEqual([{ id: "e" }, { id: "d" }, { id: "c" }]);
  expect(asked).toHaveLength(2);
  expect(await idsOf(listPromise(pagesOf([]).getPage, {}))).toBe("");
  await expect(list.autoPagingToArray({} as { limit: number })).rejects.toThrow(/limit: 1000/);
});

test("a page that cannot be had ends the walk with the reason, and nowhere else", async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", listen);
  await expect(idsOf(listPromise(pagesOf(NEWEST_FIRST, "start").getPage, {}))).rejects.toThrow("Lost.");
  await expect(idsOf(listPromise(pagesOf(NEWEST_FIRST, "d").getPage, {}))).rejects.toThrow("Lost.");
  await expect(listPromise(pagesOf(NEWEST_FIRST, "start").getPage, {})).rejects.toThrow("Lost.");
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", listen);
  expect(unhandled).toEqual([]);
});
