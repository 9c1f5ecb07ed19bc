import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SealSigner } from "../../ledger/seals/seal.ts";
import type { ChainHead } from "./chain.ts";
import type { Findings } from "./finding.ts";

/** What a proof of one merchant's books, in one mode, works with. */
export interface BooksProof {
  /** One instant of the database. */
  readonly snapshot: Queryable;
  readonly signer: SealSigner;
  readonly scope: Scope;
  readonly findings: Findings;
  /** A head of the chain that was noted down at an earlier proof. */
  readonly kept: ChainHead | undefined;
  /** Called with the number of rows that were looked at since the last call. */
  onProgress(rows: number): void;
}

/** How many rows are in memory at a time. */
export const PAGE_ROWS = 2000;
