import type {
  DocumentedOperation,
  OpenapiDocument,
  SecurityScheme,
} from "../plugins/openapi/openapi-document.ts";
import { resolve } from "./resolve.ts";

/** The shell's name for the key in the examples. */
export const KEY_VARIABLE = "STARWAY_KEY";

const FORM = "application/x-www-form-urlencoded";

export interface CurlRequest {
  readonly method: string;
  /** The whole address, with its parameters filled in. */
  readonly url: string;
  readonly media_type?: string;
  readonly body?: object;
}

/** The address of an operation, with the examples of its parameters in it. */
export function exampleUrl(
  document: OpenapiDocument,
  origin: string,
  path: string,
  { parameters = [] }: DocumentedOperation,
): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const parameter of parameters.map((part) => resolve(document, part))) {
    if (parameter.example === undefined || !("in" in parameter)) continue;
    const value = String(parameter.example);
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    if (parameter.in === "query") query.set(parameter.name, value);
  }
  return `${origin}${document.servers?.[0]?.url ?? ""}${filled}${query.size === 0 ? "" : `?${query}`}`;
}

/** The command that sends a request, one argument a line. */
export function curl(document: OpenapiDocument, { method, url, media_type, body }: CurlRequest): string {
  const [scheme] = Object.values(document.components.securitySchemes);
  const is_implied = method === "get" || (method === "post" && body !== undefined);
  const verb = is_implied ? [] : [`-X ${method.toUpperCase()}`];
  const lines = [["curl", ...verb, quoteUrl(url)].join(" "), `-H "${keyHeader(scheme)}"`];
  if (body !== undefined) {
    lines.push(
      ...(media_type === FORM ? formLines(body) : [`-H "Content-Type: ${media_type}"`, jsonLine(body)]),
    );
  }
  return lines.join(" \\\n  ");
}

function keyHeader(scheme: SecurityScheme | undefined): string {
  return scheme?.type === "apiKey"
    ? `${scheme.name}: $${KEY_VARIABLE}`
    : `Authorization: Bearer $${KEY_VARIABLE}`;
}

function quoteUrl(url: string): string {
  return /[?&]/.test(url) ? `"${url}"` : url;
}

function jsonLine(body: object): string {
  return `-d ${quote(JSON.stringify(body, null, 2).replaceAll("\n", "\n  "))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function formLines(body: object): string[] {
  return formFields(body).map(([name, value]) => {
    const flag = /[&+%=\n]|^@/.test(value) ? "--data-urlencode" : "-d";
    return `${flag} ${quote(`${name}=${value}`)}`;
  });
}

/** `metadata[order_id]=1`, `expand[0]=customer`. */
function formFields(value: unknown, name = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[name, value === null ? "" : String(value)]];
  return Object.entries(value).flatMap(([key, part]) =>
    formFields(part, name === "" ? key : `${name}[${key}]`),
  );
}
