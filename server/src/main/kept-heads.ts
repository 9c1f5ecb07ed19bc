import { readFileSync } from "node:fs";
import type { KeptHead } from "../core/ledger-proof/verify.ts";
import { parseId } from "../kit/ids.ts";
import { ConfigurationError } from "./config.ts";

interface KeptReport {
  readonly books: readonly {
    readonly merchant_id: string;
    readonly livemode: boolean;
    readonly head: { readonly sequence: number; readonly hash: string } | null;
  }[];
}

/** Reads the heads of the chains out of what an earlier `starway ledger verify --json` has printed. */
export function readKeptHeads(path: string): KeptHead[] {
  try {
    const { books } = JSON.parse(readFileSync(path, "utf8")) as KeptReport;
    return books.flatMap(({ merchant_id, livemode, head }) => {
      const id = parseId("merchant", merchant_id);
      if (id === undefined) throw new Error(`${merchant_id} is no merchant`);
      return head === null ? [] : [{ merchant_id: id, livemode, sequence: head.sequence, hash: head.hash }];
    });
  } catch (error) {
    throw new ConfigurationError(
      `${path} is not what \`starway ledger verify --json\` has printed (${(error as Error).message}): give the file of an earlier proof.`,
    );
  }
}
