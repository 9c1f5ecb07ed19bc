import type { Request } from "./requests.ts";

/** What somebody was told at the end of a request. */
export interface Told {
  readonly key: string | null;
  readonly request: Request;
  readonly answer: Answered;
  /** The history was over, and nothing failed any more. */
  readonly is_late: boolean;
}

export type Answered =
  | {
      readonly kind: "done";
      readonly body: string;
      readonly is_repeated: boolean;
      readonly is_provisional: boolean;
    }
  | { readonly kind: "refused"; readonly code: string };
