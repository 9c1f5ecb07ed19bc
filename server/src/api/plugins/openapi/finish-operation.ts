import type { DocumentFrame } from "./document-frame.ts";
import type {
  DocumentedMedia,
  DocumentedOperation,
  DocumentedParameter,
  Reference,
} from "./openapi-document.ts";
import type { Operation } from "./operation.ts";
import { type RequestTraits, responsesOf } from "./responses.ts";
import type { DocumentSchema } from "./schema.ts";

const FORM = "application/x-www-form-urlencoded";

/** Makes a body a schema of the document, so that it stands there once. */
type NameBody = (operation: Operation, body: DocumentSchema) => Reference;

/** Adds what only the reference knows to an operation that was made from a route's schemas. */
export function finishOperation(
  documented: DocumentedOperation,
  method: string,
  operation: Operation,
  frame: Pick<DocumentFrame, "media_types" | "refuses_unknown_queries" | "describeError">,
  nameBody: NameBody,
): void {
  const parameters = (documented.parameters ?? []) as DocumentedParameter[];
  const body = bodySchema(documented);
  const traits = traitsOf(method, body, parameters, frame.refuses_unknown_queries);
  documented.parameters = [
    ...parameters.map((parameter) => finishParameter(parameter, operation)),
    ...(traits.is_post ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ...(operation.headers ?? []).map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  if (documented.parameters.length === 0) delete documented.parameters;
  if (body === undefined) delete documented.requestBody;
  else documented.requestBody = requestBody(body, nameBody(operation, body), operation, frame.media_types);
  documented.responses = responsesOf(operation, traits, frame.describeError);
}

function bodySchema(documented: DocumentedOperation): DocumentSchema | undefined {
  const schema = Object.values(documented.requestBody?.content ?? {})[0]?.schema;
  const takes_anything = Object.keys(schema?.properties ?? {}).length > 0;
  return takes_anything ? schema : undefined;
}

function traitsOf(
  method: string,
  body: DocumentSchema | undefined,
  parameters: DocumentedParameter[],
  refuses_unknown_queries: boolean,
): RequestTraits {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const is_required = query.some((parameter) => parameter.required);
  return {
    is_post: method === "post",
    has_body: body !== undefined,
    has_required_fields: is_required || body?.required !== undefined,
    has_integers: /"integer"/.test(JSON.stringify([body, query])),
    refuses_unknown: refuses_unknown_queries || body?.additionalProperties === false,
  };
}

function finishParameter(
  { required, ...parameter }: DocumentedParameter,
  { parameters }: Operation,
): DocumentedParameter {
  const example = parameters?.[parameter.name];
  // Bounds are written with brackets: `created[gte]=1`.
  const is_nested = [parameter.schema.type].flat().includes("object");
  const styled = is_nested ? { ...parameter, style: "deepObject" as const, explode: true } : parameter;
  const known = example === undefined ? styled : { ...styled, example };
  return required === true ? { ...known, required } : known;
}

function requestBody(
  schema: DocumentSchema,
  named: Reference,
  operation: Operation,
  media_types: readonly string[],
): NonNullable<DocumentedOperation["requestBody"]> {
  const examples = operation.bodies as DocumentedMedia["examples"];
  const content = media_types.map((media_type) => {
    const encoding = media_type === FORM ? formEncoding(schema) : undefined;
    return [media_type, { schema: named, examples, ...(encoding !== undefined && { encoding }) }];
  });
  return { required: schema.required !== undefined, content: Object.fromEntries(content) };
}

/** Objects and lists are written with brackets: `metadata[order_id]=1`, `expand[0]=customer`. */
function formEncoding(schema: DocumentSchema): Record<string, object> | undefined {
  const fields = Object.entries((schema.properties ?? {}) as Record<string, DocumentSchema>);
  const nested = fields.filter(([, { type }]) =>
    [type].flat().some((one) => one === "object" || one === "array"),
  );
  if (nested.length === 0) return undefined;
  return Object.fromEntries(nested.map(([name]) => [name, { style: "deepObject", explode: true }]));
}
