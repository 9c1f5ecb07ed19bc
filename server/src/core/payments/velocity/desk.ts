import type { Clock } from "../../../kit/clock.ts";
import type { Log } from "../../../kit/log.ts";
import { RecentMap } from "../../../kit/recent-map.ts";
import type { Scope } from "../../../kit/scope.ts";
import { type TryOutcome, VELOCITY_KINDS, type VelocityKind, type VelocityLimits } from "./velocity.ts";

/** What this process has seen of tries with cards from buyers' browsers, since it started. */
export interface VelocityCounts {
  tries: number;
  declined: number;
  /** By no address: it came through a proxy that does not tell it, or from this machine. */
  without_address: number;
  suspected: number;
  readonly refused: Record<VelocityKind, number>;
}

/** The limits, and what is told to the operator. */
export interface VelocityDesk {
  readonly limits: VelocityLimits;
  readonly counts: VelocityCounts;
  /**
   * Notes what became of a try, and warns when too many of a merchant's are declined, wherever they come from. A failed
   * challenge is the end of a try that was noted before.
   */
  note(scope: Scope, outcome: TryOutcome | "failed_challenge"): void;
}

const WINDOW_MS = 10 * 60_000;
const REMEMBERED_MERCHANTS = 10_000;
const FEWEST_TRIES = 50;
const SUSPICIOUS_SHARE = 0.5;

interface Seen {
  readonly began_ms: number;
  tries: number;
  declined: number;
  is_said: boolean;
}

export function createVelocityDesk(limits: VelocityLimits, clock: Clock, log: Log): VelocityDesk {
  const refused = Object.fromEntries(VELOCITY_KINDS.map((kind) => [kind, 0])) as Record<VelocityKind, number>;
  const counts: VelocityCounts = { tries: 0, declined: 0, without_address: 0, suspected: 0, refused };
  const merchants = new RecentMap<string, Seen>(REMEMBERED_MERCHANTS);

  function seenOf(name: string): Seen {
    const now_ms = clock.monotonic_ms();
    const known = merchants.get(name);
    if (known !== undefined && now_ms - known.began_ms < WINDOW_MS) return known;
    const fresh = { began_ms: now_ms, tries: 0, declined: 0, is_said: false };
    merchants.set(name, fresh);
    return fresh;
  }

  return {
    limits,
    counts,
    note({ merchant_id, livemode }, outcome) {
      if (outcome === "nothing") return;
      const seen = seenOf(`${merchant_id}|${livemode}`);
      const tried = outcome === "failed_challenge" ? 0 : 1;
      const declined = outcome === "other" ? 0 : 1;
      seen.tries += tried;
      seen.declined += declined;
      counts.tries += tried;
      counts.declined += declined;
      if (seen.is_said || seen.tries < FEWEST_TRIES || seen.declined < SUSPICIOUS_SHARE * seen.tries) return;
      seen.is_said = true;
      counts.suspected += 1;
      const { tries, declined: declines } = seen;
      log.warn(
        { merchant_id, livemode, tries, declines },
        "cards may be being tested: an unusual share of a merchant's payments from browsers is declined",
      );
    },
  };
}
