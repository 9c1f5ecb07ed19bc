import { expect, test } from "vitest";
import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import { curl, exampleUrl } from "./curl.ts";

const document = {
  servers: [{ url: "/v9" }],
  components: { securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-Key", description: "" } } },
} as unknown as OpenapiDocument;

test("a body is sent as JSON, safely quoted for the shell", () => {
  const url = "http://localhost/v9/things";
  expect(
    curl(document, { method: "post", url, media_type: "application/json", body: { name: "Tim's" } }),
  ).toBe(
    [
      "curl http://localhost/v9/things \\",
      '  -H "X-Key: $STARWAY_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      "  -d '{",
      `    "name": "Tim'\\''s"`,
      "  }'",
    ].join("\n"),
  );
});

test("a form is written with brackets, and encoded where it has to be", () => {
  const body = { card: { number: "42" }, list: ["a"], note: "1+1" };
  const command = curl(document, {
    method: "put",
    url: "http://localhost/v9/things/1",
    media_type: "application/x-www-form-urlencoded",
    body,
  });
  expect(command.split(" \\\n  ")).toEqual([
    "curl -X PUT http://localhost/v9/things/1",
    '-H "X-Key: $STARWAY_KEY"',
    "-d 'card[number]=42'",
    "-d 'list[0]=a'",
    "--data-urlencode 'note=1+1'",
  ]);
});

test("the address has the parameters' examples in it", () => {
  const operation = {
    parameters: [
      { name: "id", in: "path" as const, schema: {}, example: "th_1" },
      { name: "limit", in: "query" as const, schema: {}, example: 3 },
      { name: "cursor", in: "query" as const, schema: {} },
    ],
  };
  const url = exampleUrl(document, "http://localhost", "/things/{id}", operation);
  expect(url).toBe("http://localhost/v9/things/th_1?limit=3");
  expect(curl(document, { method: "get", url })).toBe(`curl "${url}" \\\n  -H "X-Key: $STARWAY_KEY"`);
  expect(curl(document, { method: "delete", url: "http://x/1" })).toMatch(/^curl -X DELETE http:\/\/x\/1 /);
});
