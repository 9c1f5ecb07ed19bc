import { expect, test } from "vitest";
import { acquirerBooks, authorization } from "../../../test/support/acquirer.ts";

const request = authorization("4242424242424242");

test("a request that the network doubles is answered as the first time, even when it comes late", async () => {
  const { start, clock } = await acquirerBooks();
  const acquirer = start();
  expect(await acquirer.authorize(request)).toEqual({ kind: "approved" });
  clock.advance(1);
  expect(await acquirer.authorize(request)).toEqual({ kind: "approved" });
});

test("a request that comes late, and for the first time, is refused", async () => {
  const { start, clock } = await acquirerBooks();
  clock.advance(1);
  expect(await start().authorize(request)).toMatchObject({ kind: "declined" });
});
