import type { Scope } from "../../kit/scope.ts";
import { hashSeal, NO_SEAL, type SealSigner, type SignedSeal, signSeal } from "../../ledger/seals/seal.ts";
import type { Findings } from "./finding.ts";

/** The last seal of a chain: whoever keeps it elsewhere can prove later that nothing before it was made again. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** A chain that is followed from its first seal on. */
export interface ChainWalk {
  follow(seal: SignedSeal, list_is_whole: boolean): void;
  /** To be called after the last seal. */
  end(): { seals: number; head: ChainHead | null };
}

/** Follows a merchant's chain and writes down where it is broken. `kept` is a head that was noted down at an earlier proof. */
export function walkChain(
  signer: SealSigner,
  scope: Scope,
  findings: Findings,
  kept: ChainHead | undefined,
): ChainWalk {
  let last: Pick<SignedSeal, "sequence" | "hash"> = { sequence: 0, hash: NO_SEAL };
  let seals = 0;
  let unsigned = 0;
  const broken = (seal_sequence: number | null, explanation: string) =>
    findings.add({ ...scope, problem: "broken_chain", seal_sequence, explanation });
  return {
    follow(seal, list_is_whole) {
      const { sequence } = seal;
      if (sequence !== last.sequence + 1) broken(sequence, describeGap(last.sequence, sequence));
      else if (!seal.previous_hash.equals(last.hash))
        broken(sequence, "It was not made after the seal before it.");
      if (!hashSeal(scope, seal).equals(seal.hash)) broken(sequence, "It was changed.");
      else if (!signSeal(signer, seal.hash).equals(seal.signature)) unsigned += 1;
      if (!list_is_whole) broken(sequence, "Its list of entries is not the one that it was made of.");
      if (sequence === kept?.sequence && seal.hash.toString("hex") !== kept.hash)
        broken(sequence, "It is another one than at the earlier proof: the chain was made again.");
      seals += 1;
      last = seal;
    },
    end() {
      if (unsigned > 0) broken(null, describeUnsigned(unsigned, seals));
      if (kept !== undefined && kept.sequence > last.sequence)
        broken(kept.sequence, "It was there at the earlier proof, and is gone.");
      const head = seals === 0 ? null : { sequence: last.sequence, hash: last.hash.toString("hex") };
      return { seals, head };
    },
  };
}

function describeGap(before: number, after: number): string {
  const [first, last] = [before + 1, after - 1];
  return first === last
    ? `Seal ${first} before it is gone.`
    : `Seals ${first} to ${last} before it are gone.`;
}

function describeUnsigned(unsigned: number, seals: number): string {
  const what = `${unsigned} of ${seals} seals do not bear this installation's signature`;
  return unsigned === seals
    ? `${what}: STARWAY_MASTER_KEY is not the key of the server, or somebody without the key has made the chain again.`
    : `${what}: somebody without its key has made them.`;
}
