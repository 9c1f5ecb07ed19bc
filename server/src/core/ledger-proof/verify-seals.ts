import type { SignedSeal } from "../../ledger/seals/seal.ts";
import { type ChainHead, walkChain } from "./chain.ts";
import { pagesOf } from "./pages.ts";
import { type BooksProof, PAGE_ROWS } from "./proof.ts";
import { type SealedLists, watchSealedLists } from "./sealed-lists.ts";
import { findListed, findSeals, type ListedEntry } from "./store.ts";

/** Whether the chain holds, the seals have their lists, and what was sealed is still there. */
export async function verifySeals(proof: BooksProof): Promise<{ seals: number; head: ChainHead | null }> {
  const { snapshot, signer, scope, findings, kept } = proof;
  const lists = await readLists(proof);
  const chain = walkChain(signer, scope, findings, kept);
  const pages = pagesOf<SignedSeal>(
    (last, limit) => findSeals(snapshot, scope, last?.sequence ?? 0, limit),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    for (const seal of page) chain.follow(seal, lists.isWhole(seal.sequence));
  }
  return chain.end();
}

async function readLists({ snapshot, scope, findings, onProgress }: BooksProof): Promise<SealedLists> {
  const lists = watchSealedLists();
  const pages = pagesOf<ListedEntry>(
    (last, limit) => findListed(snapshot, scope, last?.id ?? null, limit),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    for (const listed of page) {
      lists.add(listed);
      if (listed.is_there) continue;
      const explanation = `It was sealed (seal ${listed.sequence}), and is gone.`;
      const entry = { entry_id: listed.id, seal_sequence: listed.sequence };
      findings.add({ ...scope, ...entry, problem: "missing", explanation });
    }
    onProgress(page.length);
  }
  return lists;
}
