import type { Clock } from "../../kit/clock.ts";
import type { VerifyRequest } from "../connector.ts";
import { REFUSED } from "./answers.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import type { InTurn } from "./turns.ts";

/** Decides each reference once. */
export interface Decisions {
  /** Decides now, or repeats what was decided before; and not when the reference's time is over. */
  once<Decided>(
    request: Pick<VerifyRequest, "attempt_id" | "valid_until">,
    decide: () => Promise<Decided>,
    repeat: (reference: string) => Promise<Decided>,
  ): Promise<Decided | typeof REFUSED>;
  /** Answers what is final; a reference of which nothing is known, or whose buyer has not answered, is closed for good. */
  close<Final>(
    reference: string,
    lookAt: (record: JournalRecord) => Promise<Final>,
  ): Promise<Final | undefined>;
}

export function createDecisions(journal: Journal, clock: Clock, inTurn: InTurn): Decisions {
  // References that are being closed by this process: it is not in its journal yet.
  const closing = new Set<string>();
  return {
    // What is decided is noted at once, before anything is waited for, so that nobody can come in between.
    once({ attempt_id, valid_until }, decide, repeat) {
      if (closing.has(attempt_id) || journal.remembered(attempt_id) !== undefined) return repeat(attempt_id);
      return clock.now() > valid_until ? Promise.resolve(REFUSED) : decide();
    },
    async close(reference, lookAt) {
      closing.add(reference);
      try {
        return await inTurn(reference, async () => {
          const found = await journal.find(reference);
          if (found?.kind === "closed") return undefined;
          if (found !== undefined && found.kind !== "challenge") return await lookAt(found);
          await journal.append({ at: clock.now().toISOString(), reference, kind: "closed" });
          return undefined;
        });
      } finally {
        closing.delete(reference);
      }
    },
  };
}
