import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { countTry } from "./store.ts";
import { subjectsOf } from "./subjects.ts";
import { POINTS } from "./velocity.ts";

/** A challenge that the buyer has not passed, or a card that was declined after it. */
export interface FailedChallenge {
  /** Where the browser is that brought the news; undefined when the connection tells only of a proxy. */
  readonly network: string | undefined;
  readonly fingerprint: string | undefined;
  /** The session or intent that was to be paid. */
  readonly payment_id: string;
}

/**
 * Makes a declined try of one that counted as none while the buyer was at their bank. Where no try fits in any more
 * there is nothing to add.
 */
export async function countFailedChallenge(core: Core, scope: Scope, failed: FailedChallenge): Promise<void> {
  core.velocity.note(scope, "failed_challenge");
  const subjects = subjectsOf(core, scope, failed);
  if (subjects.length === 0) return;
  await countTry(core.db, scope, subjects, POINTS.declined - POINTS.other, core.clock.now());
}
