import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { createConnections } from "./connections.ts";
import { exchange } from "./exchange.ts";
import { guardedLookup, HostRefused } from "./guarded-lookup.ts";

const PRIVATE: LookupAddress = { address: "10.0.0.5", family: 4 };
const PUBLIC: LookupAddress = { address: "93.184.215.14", family: 4 };
const PUBLIC_V6: LookupAddress = { address: "2606:2800:21f:cb07::1", family: 6 };

function look(found: LookupAddress[], options: { all?: boolean; family?: 4 | 6 }) {
  const lookup = guardedLookup(async () => found);
  return new Promise((resolve, reject) => {
    lookup("shop.example", options, (error, address, family) =>
      error ? reject(error) : resolve(Array.isArray(address) ? address : { address, family }),
    );
  });
}

test("a name that leads only inside is refused", async () => {
  await expect(look([PRIVATE], { all: true })).rejects.toThrow(HostRefused);
  await expect(look([PRIVATE], {})).rejects.toThrow(HostRefused);
  await expect(look([], { all: true })).rejects.toThrow(HostRefused);
});

test("of a name that leads both ways, the socket hears only of the public addresses", async () => {
  expect(await look([PRIVATE, PUBLIC, PUBLIC_V6], { all: true })).toEqual([PUBLIC, PUBLIC_V6]);
  expect(await look([PRIVATE, PUBLIC], {})).toEqual(PUBLIC);
});

test("a socket that wants one family gets that family", async () => {
  expect(await look([PUBLIC, PUBLIC_V6], { family: 6 })).toEqual(PUBLIC_V6);
  await expect(look([PUBLIC], { family: 6 })).rejects.toThrow(HostRefused);
});

test("a name that changes between two questions is asked only once for a connection", async () => {
  const answers = [[PUBLIC], [PRIVATE]];
  const lookup = guardedLookup(async () => answers.shift() ?? []);
  const addresses = await new Promise((resolve) =>
    lookup("shop.example", { all: true }, (_, found) => resolve(found)),
  );
  expect(addresses).toEqual([PUBLIC]);
  expect(answers).toHaveLength(1);
});

test("a socket that is refused its host says so, and connects to nothing", async () => {
  const lookup = guardedLookup(async () => [PRIVATE, { address: "::1", family: 6 }]);
  const connection = createConnections(lookup).open("http://shop.example");
  const { failure } = await exchange(connection, { path: "/", headers: {}, body: "{}" });
  expect(failure).toBeInstanceOf(HostRefused);
});
