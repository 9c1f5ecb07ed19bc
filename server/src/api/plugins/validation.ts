import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { FastifyInstance, FastifySchemaCompiler } from "fastify";
import { hasCredentials, parseWebAddress } from "../../kit/web-address.ts";
import { FORM_BODY } from "./bodies.ts";
import { expectationOf } from "./expectations.ts";
import { refuseRepeated } from "./query.ts";
import { RequestRefused } from "./request-refused.ts";

const common = {
  allErrors: false,
  useDefaults: true,
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
} as const;

// JSON says what type a value has, and a wrong one is an error; in a form or a query everything is text.
const strict = new Ajv(common);
const coercing = new Ajv({ ...common, coerceTypes: "array" });
for (const ajv of [strict, coercing]) {
  ajv.addFormat("http-url", (text: string) => isUrl(text, "http:", "https:"));
  ajv.addFormat("https-url", (text: string) => isUrl(text, "https:"));
  ajv.addFormat("email", /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/);
  // Words that only the documentation reads.
  ajv.addVocabulary(["example"]);
}

const URL_CHARACTERS = 2048;

function isUrl(text: string, ...protocols: string[]): boolean {
  const url = text.length > URL_CHARACTERS ? undefined : parseWebAddress(text);
  return url !== undefined && protocols.includes(url.protocol) && !hasCredentials(url);
}

const compile: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const check_text = coercing.compile(schema);
  if (httpPart === "querystring") {
    return (data) => refuseRepeated(data, schema) ?? verdict(check_text, data);
  }
  if (httpPart !== "body") return (data) => verdict(check_text, data);
  const check = strict.compile(schema);
  return (data) => verdict(isForm(data) ? check_text : check, data);
};

function isForm(data: unknown): boolean {
  return typeof data === "object" && data !== null && FORM_BODY in data;
}

function verdict(check: ValidateFunction, data: unknown) {
  // A POST without a body is a POST without parameters.
  const value = data ?? {};
  if (check(value)) return { value };
  return { error: describe(check.errors?.[0]) };
}

export function registerValidation(scope: FastifyInstance): void {
  scope.setValidatorCompiler(compile);
}

/** Turns a path such as `/line_items/0/price_id` into `line_items[0].price_id`. */
function paramOf(error: ErrorObject, property?: string): string {
  const parts = error.instancePath.split("/").filter((part) => part !== "");
  if (property !== undefined) parts.push(property);
  return parts
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}

const NAME_CHARACTERS = 60;

/** The first thing that is wrong, as a refusal that names the field and what was expected. */
function describe(error: ErrorObject | undefined): RequestRefused {
  if (error === undefined) return new RequestRefused("parameter_invalid", "The request is not valid.");
  const { keyword, params } = error;
  if (keyword === "required") {
    const param = paramOf(error, params.missingProperty);
    return new RequestRefused("parameter_missing", "Missing required parameter: {param}.", param, { param });
  }
  if (keyword === "additionalProperties") {
    const param = paramOf(error, params.additionalProperty.slice(0, NAME_CHARACTERS));
    return new RequestRefused("parameter_unknown", "Received unknown parameter: {param}.", param, { param });
  }
  const param = paramOf(error);
  const expects_integer = params.type === "integer" || keyword === "minimum" || keyword === "maximum";
  const code = expects_integer ? "parameter_invalid_integer" : "parameter_invalid";
  if (param === "") return new RequestRefused("body_malformed", "The body must be an object of parameters.");
  const expectation = expectationOf(error);
  if (error.propertyName === undefined) {
    return new RequestRefused(code, "Invalid {param}: it {expectation}.", param, { param, expectation });
  }
  const name = JSON.stringify(error.propertyName.slice(0, NAME_CHARACTERS));
  const values = { param, name, expectation };
  return new RequestRefused(code, "Invalid {param}: the name {name} {expectation}.", param, values);
}
