import type { DocumentSchema } from "./schema.ts";

/** The parts of an OpenAPI 3.1 document that we write and read. */
export interface OpenapiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    schemas: Record<string, DocumentSchema>;
    responses: Record<string, DocumentedResponse>;
    securitySchemes: Record<string, SecurityScheme>;
    headers: Record<string, object>;
    parameters: Record<string, DocumentedParameter>;
    examples: Record<string, DocumentedExample>;
  };
  webhooks?: Record<string, Record<string, DocumentedOperation>>;
}

export type SecurityScheme =
  | { type: "apiKey"; in: "header"; name: string; description: string }
  | { type: "http"; scheme: "bearer" | "basic"; description: string };

export interface Reference {
  $ref: string;
}

export interface DocumentedOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  parameters?: (DocumentedParameter | Reference)[];
  requestBody?: { required: boolean; content: Record<string, DocumentedMedia> };
  responses?: Record<string, DocumentedResponse | Reference>;
}

export interface DocumentedParameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  style?: "deepObject";
  explode?: boolean;
  schema: DocumentSchema;
  example?: unknown;
}

export interface DocumentedMedia {
  schema: DocumentSchema;
  example?: unknown;
  examples?: Record<string, DocumentedExample | Reference>;
  encoding?: Record<string, object>;
}

export interface DocumentedExample {
  summary: string;
  description?: string;
  value: unknown;
  "x-status"?: number;
  "x-code"?: string;
}

export interface DocumentedResponse {
  description: string;
  headers?: Record<string, Reference>;
  content: Record<string, DocumentedMedia>;
}
