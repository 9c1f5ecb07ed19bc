import { expect, test } from "vitest";
import { encodeQuery } from "./query.ts";

test("objects and lists are written with brackets, and what is undefined is left out", () => {
  const query = encodeQuery({
    limit: 3,
    created: { gte: 1, lt: 2 },
    expand: ["customer", "data.charge"],
    email: undefined,
  });
  expect(decodeURIComponent(query)).toBe(
    "limit=3&created[gte]=1&created[lt]=2&expand[0]=customer&expand[1]=data.charge",
  );
});

test("text arrives as it was, and null as nothing", () => {
  const query = encodeQuery({ email: "a+b@c.de&x=é", customer: null });
  expect([...new URLSearchParams(query)]).toEqual([
    ["email", "a+b@c.de&x=é"],
    ["customer", ""],
  ]);
});
