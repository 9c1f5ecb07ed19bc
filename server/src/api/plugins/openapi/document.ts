import swagger from "@fastify/swagger";
import type { FastifyInstance, FastifySchema } from "fastify";
import { HEADERS, PARAMETERS } from "./common-parts.ts";
import type { DocumentFrame } from "./document-frame.ts";
import { finishOperation } from "./finish-operation.ts";
import type { OpenapiDocument } from "./openapi-document.ts";
import type { Operation } from "./operation.ts";
import { errorExamples, sharedResponses } from "./responses.ts";
import { type DocumentSchema, simplifySchema } from "./schema.ts";

const PARTS = ["body", "querystring", "params"] as const;

/**
 * Collects the routes that are registered after it in the scope. Answers what makes the OpenAPI document of them, from
 * the very schemas that check their requests; it may be called once the server is ready.
 */
export async function registerDocument(scope: FastifyInstance, frame: DocumentFrame): Promise<() => object> {
  const operations = new Map<string, Operation>();
  await scope.register(swagger, {
    openapi: openingOf(frame),
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => {
      const operation = route.config?.operation;
      if (operation !== undefined) operations.set(operation.operation_id, operation);
      return { schema: documentedSchema(schema, operation), url };
    },
    transformObject: (result) => {
      if (!("openapiObject" in result)) throw new Error("This is not an OpenAPI document.");
      finishDocument(result.openapiObject as OpenapiDocument, operations, frame);
      return result.openapiObject;
    },
  });
  return () => scope.swagger();
}

function openingOf({
  title,
  version,
  description,
  server_path,
  tags,
  security_schemes,
  webhooks,
}: DocumentFrame) {
  return {
    openapi: "3.1.0",
    info: { title, version, description, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: server_path }],
    tags: tags.map((tag) => ({ ...tag })),
    security: Object.keys(security_schemes).map((name) => ({ [name]: [] })),
    components: { securitySchemes: { ...security_schemes } },
    webhooks: { ...webhooks },
  };
}

function documentedSchema(
  schema: FastifySchema | undefined,
  operation: Operation | undefined,
): FastifySchema {
  const documented: Record<string, unknown> = { ...schema };
  for (const part of PARTS) {
    if (schema?.[part] !== undefined) documented[part] = simplifySchema(schema[part] as DocumentSchema);
  }
  if (operation === undefined) return documented;
  const { operation_id, summary, description, tag } = operation;
  return { ...documented, operationId: operation_id, summary, description, tags: [tag] };
}

function finishDocument(
  document: OpenapiDocument,
  operations: ReadonlyMap<string, Operation>,
  frame: DocumentFrame,
): void {
  const bodies = collectBodies();
  for (const path of Object.values(document.paths)) {
    for (const [method, documented] of Object.entries(path)) {
      const operation = operations.get(documented.operationId ?? "");
      if (operation !== undefined) finishOperation(documented, method, operation, frame, bodies.name);
    }
  }
  const objects = Object.entries(frame.schemas).map(([name, schema]) => [
    name,
    simplifySchema({ ...schema }),
  ]);
  document.components = {
    ...document.components,
    schemas: { ...bodies.schemas, ...Object.fromEntries(objects) },
    responses: sharedResponses(frame.describeError),
    headers: HEADERS,
    parameters: { ...PARAMETERS, ...frame.parameters },
    examples: errorExamples(frame.describeError),
  };
}

/** Two operations whose bodies are the same share one schema, which has the name of the first. */
function collectBodies() {
  const names = new Map<string, string>();
  const schemas: Record<string, DocumentSchema> = {};
  const name = ({ operation_id }: Operation, body: DocumentSchema) => {
    const text = JSON.stringify(body);
    const known = names.get(text) ?? `${operation_id[0]?.toUpperCase()}${operation_id.slice(1)}Body`;
    names.set(text, known);
    schemas[known] = body;
    return { $ref: `#/components/schemas/${known}` };
  };
  return { name, schemas };
}
