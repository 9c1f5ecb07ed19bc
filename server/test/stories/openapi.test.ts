import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import type { OpenapiDocument, Reference } from "../../src/api/plugins/openapi/openapi-document.ts";
import { send } from "../support/http.ts";
import { resolve } from "../support/openapi.ts";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();

const committed = (name: string): OpenapiDocument =>
  JSON.parse(readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), "utf8"));

/** Every part of a value, itself included. */
function partsOf(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

describe.each(["faststar", "onerway"])("the document %s.json", (name) => {
  const document = committed(name);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  test("is served as it is committed (npm run openapi writes it anew)", async () => {
    const { body, headers } = await send(`${server.url}/openapi/${name}.json`);
    expect(body).toEqual(document);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  });

  test("is not sent again to who has it", async () => {
    const url = `${server.url}/openapi/${name}.json`;
    const etag = (await send(url)).headers.get("etag") ?? "";
    expect(await send(url, { headers: { "if-none-match": etag } })).toMatchObject({ status: 304, text: "" });
  });

  test("is valid OpenAPI 3.1, and refers to nothing that is not there", async () => {
    expect(await new Validator().validate({ ...structuredClone(document) })).toMatchObject({ valid: true });
    expect(document.openapi).toBe("3.1.0");
    const references = partsOf(document).filter((part): part is Reference => "$ref" in part);
    for (const reference of references) expect(() => resolve(document, reference)).not.toThrow();
    const uses = new Set(references.map(({ $ref }) => $ref));
    const schemas = Object.keys(document.components.schemas);
    expect(schemas.filter((schema) => !uses.has(`#/components/schemas/${schema}`))).toEqual([]);
  });

  test("says of every operation what it does, who may do it and what comes back", () => {
    for (const operation of operations) {
      expect(operation).toMatchObject({
        operationId: expect.stringMatching(/^[a-z]+[A-Za-z]+$/),
        summary: expect.any(String),
        description: expect.stringMatching(/\.$/),
        tags: [expect.toBeOneOf(document.tags?.map((tag) => tag.name) ?? [])],
      });
      expect(Object.keys(operation.responses ?? {})).toEqual(
        expect.arrayContaining(["200", "401", "403", "429", "500", "503"]),
      );
    }
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("shows an answer of every operation", () => {
    for (const { operationId, responses } of operations) {
      const { content } = resolve(document, responses?.["200"]);
      expect(content["application/json"], operationId).toHaveProperty("example");
    }
  });

  test("describes every parameter and every field that can be sent", () => {
    for (const { operationId, parameters, requestBody } of operations) {
      for (const parameter of parameters ?? []) {
        const { name, description } = resolve(document, parameter);
        expect(description, `${operationId}: ${name}`).toEqual(expect.any(String));
      }
      for (const media of Object.values(requestBody?.content ?? {})) {
        const { properties } = resolve(document, media.schema as Partial<Reference> as Reference) as {
          properties?: object;
        };
        for (const [field, schema] of Object.entries(properties ?? {})) {
          expect(schema.description, `${operationId}: ${field}`).toEqual(expect.any(String));
        }
        expect(Object.keys(media.examples ?? {}).length, `${operationId}: examples`).toBeGreaterThan(0);
      }
    }
  });
});
