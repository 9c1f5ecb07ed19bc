import { expect, test } from "vitest";
import type { JsonSchema, OpenApiDocument, Operation } from "./document.ts";
import { readDocument } from "./read-document.ts";
import { writeFiles } from "./typescript/write-files.ts";

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const answering = (schema: JsonSchema) => ({ "200": { content: { "application/json": { schema } } } });
const taking = (schema: JsonSchema) => ({ content: { "application/json": { schema } } });
const id = {
  name: "id",
  in: "path",
  required: true,
  description: "The customer, `cus_…`.",
  schema: { type: "string" },
};

const customers: JsonSchema = {
  type: "object",
  properties: { object: { const: "list" }, data: { type: "array", items: reference("Customer") } },
};

const createCustomer: Operation = {
  summary: "Create a customer",
  tags: ["Customers"],
  requestBody: taking(reference("CreateCustomerBody")),
  parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
  responses: answering(reference("Customer")),
};

const DOCUMENT: OpenApiDocument = {
  info: { version: "2025-06-05" },
  servers: [{ url: "/v1" }],
  tags: [{ name: "Customers", description: "Who pays." }],
  paths: {
    "/customers": {
      post: createCustomer,
      get: {
        summary: "List customers",
        parameters: [
          {
            name: "email",
            in: "query",
            required: true,
            description: "Whose it is.",
            schema: { type: "string" },
          },
          { name: "created[gte]", in: "query", schema: { type: "integer" } },
          { name: "created[lt]", in: "query", description: "Before.", schema: { type: "integer" } },
          { name: "expand", in: "query", schema: { type: "array", items: { type: "string" } } },
        ],
        responses: answering(customers),
      },
    },
    "/customers/{id}": {
      put: createCustomer,
      delete: {
        summary: "Delete a customer",
        parameters: [id],
        responses: answering({
          type: "object",
          required: ["id"],
          properties: { id: { type: "string" }, object: { const: "customer" }, deleted: { const: true } },
        }),
      },
    },
  },
  webhooks: {
    "customer.created": {
      post: {
        requestBody: {
          content: {
            "application/json": {
              example: { data: { object: { id: "cus_1", object: "customer", name: null } } },
            },
          },
        },
      },
    },
    "account.updated": {
      post: {
        requestBody: {
          content: { "application/json": { example: { data: { object: { object: "account" } } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      CreateCustomerBody: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: ["string", "null"], description: "What they */ are called." },
          tax: { type: "string", enum: ["none", "vat"] },
        },
      },
      Customer: {
        type: "object",
        description: "A buyer.",
        required: ["id", "object", "secret", "name"],
        properties: {
          id: { type: "string" },
          object: { const: "customer" },
          secret: { type: "string" },
          name: { type: ["string", "null"] },
          card: {
            anyOf: [
              { anyOf: [{ type: ["string", "null"] }, { const: "" }] },
              reference("Card"),
              { type: "null" },
            ],
          },
        },
      },
      Card: { type: "object", properties: {}, additionalProperties: { type: "integer" } },
      Error: { type: "object", required: ["error"], properties: { error: reference("Card") } },
      Event: {
        type: "object",
        description: "News.",
        required: ["type", "data"],
        properties: {
          type: { type: "string" },
          data: { type: "object", properties: { object: { type: "object" } } },
        },
      },
    },
  },
};

const files = writeFiles(readDocument(DOCUMENT), "9.9.9");
const fileOf = (name: string) => files.get(name) ?? "";

test("a resource has a method for each address, and none for a PUT that repeats a POST", () => {
  const [resource, ...others] = readDocument(DOCUMENT).resources;
  expect(others).toEqual([]);
  expect(resource).toMatchObject({ name: "customers", singular: "customer", description: "Who pays." });
  expect(resource?.methods.map(({ name, http_method, path }) => `${name} ${http_method} ${path}`)).toEqual([
    "create POST /v1/customers",
    "list GET /v1/customers",
    "del DELETE /v1/customers/{id}",
  ]);
});

test("what a tag says of its resource stands above the class, and above the client's property", () => {
  expect(fileOf("resources/customers.ts")).toContain("/** Who pays. */\nexport class Customers extends");
  expect(fileOf("resources.ts")).toContain("  /** Who pays. */\n  readonly customers: Customers;\n");
});

test("a body becomes parameters and no object of its own; what it says, comments say", () => {
  const text = fileOf("resources/customers.ts");
  expect(text).toContain(
    'export interface CustomerCreateParams {\n  /** What they * / are called. */\n  name: string | null;\n  tax?: "none" | "vat";\n}',
  );
  expect(text).toContain(
    "create(params: CustomerCreateParams, options?: RequestOptions): Promise<Answer<Customer>>",
  );
  expect(fileOf("objects.ts")).not.toContain("CreateCustomerBody");
});

test("parameters of an address become fields, those with brackets fields of one object", () => {
  const text = fileOf("resources/customers.ts");
  expect(text).toContain("  /** Whose it is. */\n  email: string;\n");
  expect(text).toContain("  created?: {\n    gte?: number;\n    /** Before. */\n    lt?: number;\n  };\n");
  expect(text).toContain("  expand?: Array<string>;\n");
  expect(text).toContain("list(params: CustomerListParams, options?: RequestOptions): ListPromise<Customer>");
});

test("ids stand in the address and in the comment, and what was deleted has a name", () => {
  const text = fileOf("resources/customers.ts");
  expect(text).toContain("@param id The customer, `cus_…`.");
  expect(text).toContain(
    "del(id: string, params?: Record<string, never>, options?: RequestOptions): Promise<Answer<DeletedCustomer>>",
  );
  expect(text).toContain(
    `return this.request("DELETE", \`/v1/customers/\${pathPart("id", id)}\`, params, options);`,
  );
  expect(fileOf("objects.ts")).toContain(
    'export interface DeletedCustomer {\n  id: string;\n  object?: "customer";',
  );
});

test("objects have their choices, their nulls and their maps", () => {
  const text = fileOf("objects.ts");
  expect(text).toContain("  card?: string | null | Card;\n");
  expect(text).toContain("export type Card = Record<string, number>;");
  expect(text).toContain("export interface ErrorAnswer {");
});

test("an event's type tells what it is about, without what events never show", () => {
  const text = fileOf("objects.ts");
  expect(text).toContain('  "customer.created": Omit<Customer, "secret">;\n');
  expect(text).toContain('  "account.updated": Record<string, unknown>;\n');
});

test("the versions of the package and of the API are known", () => {
  expect(fileOf("versions.ts")).toContain('SDK_VERSION = "9.9.9"');
  expect(fileOf("versions.ts")).toContain('API_VERSION = "2025-06-05"');
});

test("resources of a group stand in it, and are called as in their addresses", () => {
  const warnings = {
    "/radar/early_fraud_warnings": { get: { tags: ["Customers"], responses: answering(customers) } },
    "/radar/early_fraud_warnings/{id}": {
      get: { parameters: [id], responses: answering(reference("Customer")) },
    },
  };
  const grouped = writeFiles(
    readDocument({ ...DOCUMENT, paths: { ...DOCUMENT.paths, ...warnings } }),
    "9.9.9",
  );
  expect(grouped.get("resources.ts")).toContain(
    "  readonly customers: Customers;\n  readonly radar: {\n    /** Who pays. */\n    readonly earlyFraudWarnings: EarlyFraudWarnings;\n  };\n",
  );
  expect(grouped.get("resources.ts")).toContain(
    "    this.radar = { earlyFraudWarnings: new EarlyFraudWarnings(transport) };\n",
  );
  const text = grouped.get("resources/early-fraud-warnings.ts");
  expect(text).toContain(
    "  list(params?: Record<string, never>, options?: RequestOptions): ListPromise<Customer>",
  );
  expect(text).toContain(
    `return this.request("GET", \`/v1/radar/early_fraud_warnings/\${pathPart("id", id)}\`, params, options);`,
  );
});

test("two addresses for one method are found, with both addresses", () => {
  const twice = { ...DOCUMENT.paths, "/customers/{customer}": { delete: { responses: answering({}) } } };
  expect(() => readDocument({ ...DOCUMENT, paths: twice })).toThrow(
    /customers\.del .*\/v1\/customers\/\{id\} and \/v1\/customers\/\{customer\}/,
  );
});
