import { readFileSync } from "node:fs";
import type { OpenapiDocument } from "../../src/api/plugins/openapi/openapi-document.ts";
import { resolve, type SchemaChecker, schemaChecker } from "./openapi.ts";

/** A request and its answer, as far as a document says something about them. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
}

const SHOWN_CHARACTERS = 500;

type Operations = OpenapiDocument["paths"][string];

/** One of our documents, for checking what is answered under the address where its API begins. */
interface Contract {
  readonly base: string;
  readonly document: OpenapiDocument;
  readonly paths: readonly {
    readonly path: string;
    readonly pattern: RegExp;
    readonly operations: Operations;
  }[];
  readonly check: SchemaChecker;
}

const read: Record<string, Contract> = {};

/** The documents as they are committed, each read and compiled once for all stories of a worker. */
function contractOf(name: "faststar" | "onerway"): Contract {
  read[name] ??= readContract(new URL(`../../openapi/${name}.json`, import.meta.url));
  return read[name];
}

function readContract(file: URL): Contract {
  const document: OpenapiDocument = JSON.parse(readFileSync(file, "utf8"));
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
    return { path, pattern, operations };
  });
  return {
    base: document.servers?.[0]?.url ?? "",
    document,
    // Where two paths fit an address, the one with fewer blanks in it is meant.
    paths: paths.sort((left, right) => blanksIn(left.path) - blanksIn(right.path)),
    check: schemaChecker(document),
  };
}

const blanksIn = (path: string) => path.split("{").length;

/** Throws when an answer of one of the two APIs is not one that the API's OpenAPI document describes. */
export function checkDocumented({ method, url, status, body }: Exchange): void {
  // A slash at the end makes no difference.
  const pathname = new URL(url).pathname.replace(/\/$/, "");
  const contract = contractAt(pathname);
  // What answers HEAD, or what a browser asks before it calls, has no body to look at.
  if (contract === undefined || method === "HEAD" || (method === "OPTIONS" && status === 204)) return;
  const address = pathname.slice(contract.base.length);
  const found = contract.paths.find(({ pattern }) => pattern.test(address));
  const operation = found?.operations[method.toLowerCase()];
  const name = `${operation?.operationId ?? "no operation"} (${method} ${contract.base}${found?.path ?? address})`;
  const schema = schemaOf(contract.document, operation, status);
  if (schema === undefined) throw new Error(`${name} answered ${status}, which is not documented.`);
  const differences = contract.check(schema, body);
  if (differences.length === 0) return;
  const shown = JSON.stringify(body)?.slice(0, SHOWN_CHARACTERS) ?? "no JSON";
  throw new Error(
    `${name} answered ${status} in another shape than documented: ${differences.join("; ")} in ${shown}`,
  );
}

function contractAt(pathname: string): Contract | undefined {
  if (pathname.startsWith("/api/v1/")) return contractOf("faststar");
  return pathname.startsWith("/v1/") ? contractOf("onerway") : undefined;
}

/** What an answer has to be like; undefined for one that the document does not know. */
function schemaOf(
  document: OpenapiDocument,
  operation: Operations[string] | undefined,
  status: number,
): object | undefined {
  // What no document knows is refused in the shape that all refusals have.
  if (operation === undefined) return status >= 400 ? document.components.schemas.Error : undefined;
  const response = operation.responses?.[status];
  return response && resolve(document, response).content["application/json"]?.schema;
}
