import { afterEach, expect, test, vi } from "vitest";
import { Onerway } from "../index.ts";

afterEach(() => vi.unstubAllGlobals());

function openPage(): void {
  vi.stubGlobal("window", { document: {} });
  vi.stubGlobal("process", undefined);
}

test.each(["sk_test_1", "sk_live_1", "rk_live_1"])("the secret key %s is refused on a page", (key) => {
  openPage();
  expect(() => new Onerway(key)).toThrow(/publishable key/);
});

test("a publishable key may be used on a page, and a secret one behind it", () => {
  expect(() => new Onerway("sk_test_1")).not.toThrow();
  openPage();
  expect(() => new Onerway("pk_test_1")).not.toThrow();
});

test("a secret key for one call is refused on a page as well, before it is sent", async () => {
  openPage();
  const fetch = vi.fn();
  const client = new Onerway("pk_test_1", { fetch });
  await expect(client.paymentIntents.retrieve("pi_1", {}, { apiKey: "sk_test_1" })).rejects.toThrow(
    /publishable/,
  );
  expect(fetch).not.toHaveBeenCalled();
});

test.each([undefined, "", " "])("without a key (%j) it is said what to do", (key) => {
  expect(() => new Onerway(key as string)).toThrow(/environment variable/);
});

test("a line end from a file around the key does not matter, and one within it does", () => {
  expect(() => new Onerway("sk_test_1\n")).not.toThrow();
  expect(() => new Onerway("sk_te\nst_1")).toThrow(/characters/);
});
