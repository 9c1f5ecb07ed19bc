import type { Core } from "../core.ts";
import type { ChainHead } from "./chain.ts";
import { collectFindings, type Finding } from "./finding.ts";
import type { BooksProof } from "./proof.ts";
import { type BooksOwner, findOwners, openSnapshot } from "./store.ts";
import { type EntriesReport, verifyEntries } from "./verify-entries.ts";
import { verifyMovements } from "./verify-movements.ts";
import { verifySeals } from "./verify-seals.ts";

export interface VerifyLedger {
  /** Null: of everybody. */
  readonly merchant_id: string | null;
  /** Heads of chains that were noted down at an earlier proof. */
  readonly kept_heads: readonly KeptHead[];
  /** Called now and then, with whose books are being looked at and how many rows of them have been. */
  onProgress?(owner: BooksOwner, rows: number): void;
}

export interface KeptHead extends ChainHead {
  readonly merchant_id: string;
  readonly livemode: boolean;
}

/** What the books of one merchant in one mode are. */
export interface BooksReport extends BooksOwner, EntriesReport {
  readonly seals: number;
  readonly head: ChainHead | null;
  readonly finding_count: number;
}

export interface LedgerVerdict {
  readonly holds: boolean;
  readonly books: readonly BooksReport[];
  /** How many things are wrong; the first thousand are in `findings`. */
  readonly finding_count: number;
  readonly findings: readonly Finding[];
}

/**
 * Proves the ledger as it stands at one instant: every entry sums to zero and is as it was sealed, the chains are whole,
 * and there is one entry, with the right amounts, for everything that happened and for nothing else. It only reads, and
 * may run beside a server at work.
 */
export function verifyLedger(
  { db, vault }: Pick<Core, "db" | "vault">,
  { merchant_id, kept_heads, onProgress }: VerifyLedger,
): Promise<LedgerVerdict> {
  return db.transaction(async (snapshot) => {
    await openSnapshot(snapshot);
    const findings = collectFindings();
    const books: BooksReport[] = [];
    const owners = withKept(await findOwners(snapshot, merchant_id), kept_heads, merchant_id);
    for (const owner of owners) {
      let rows = 0;
      const report = await verifyBooks({
        snapshot,
        signer: vault,
        scope: { merchant_id: owner.merchant_id, livemode: owner.livemode },
        findings,
        kept: kept_heads.find((head) => isOf(head, owner)),
        onProgress(more) {
          rows += more;
          onProgress?.(owner, rows);
        },
      });
      books.push({ ...owner, ...report });
    }
    return { holds: findings.count === 0, books, finding_count: findings.count, findings: findings.list() };
  });
}

async function verifyBooks(proof: BooksProof): Promise<Omit<BooksReport, keyof BooksOwner>> {
  const before = proof.findings.count;
  const chain = await verifySeals(proof);
  const entries = await verifyEntries(proof);
  await verifyMovements(proof);
  return { ...chain, ...entries, finding_count: proof.findings.count - before };
}

/** Books that were there at an earlier proof are looked for even when nothing is left of them. */
function withKept(owners: BooksOwner[], kept: readonly KeptHead[], merchant_id: string | null): BooksOwner[] {
  const gone = kept.filter(
    (head) =>
      (merchant_id === null || head.merchant_id === merchant_id) &&
      !owners.some((owner) => isOf(head, owner)),
  );
  return [
    ...owners,
    ...gone.map(({ merchant_id: id, livemode }) => ({ merchant_id: id, livemode, name: null })),
  ];
}

function isOf(head: KeptHead, owner: BooksOwner): boolean {
  return head.merchant_id === owner.merchant_id && head.livemode === owner.livemode;
}
