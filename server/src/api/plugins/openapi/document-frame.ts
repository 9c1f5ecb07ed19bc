import type { DocumentedParameter, SecurityScheme } from "./openapi-document.ts";
import type { DescribeError } from "./responses.ts";

/** What a document says besides its operations. */
export interface DocumentFrame {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Where the paths begin. */
  readonly server_path: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly security_schemes: Readonly<Record<string, SecurityScheme>>;
  /** What the operations' schemas refer to; `Error` among them. */
  readonly schemas: Readonly<Record<string, object>>;
  /** Header parameters of this API's own, which operations name. */
  readonly parameters?: Readonly<Record<string, DocumentedParameter>>;
  /** How bodies may be encoded. */
  readonly media_types: readonly string[];
  /** Whether a query parameter that an address does not know is refused. */
  readonly refuses_unknown_queries: boolean;
  readonly describeError: DescribeError;
  readonly webhooks: Readonly<Record<string, object>>;
}
