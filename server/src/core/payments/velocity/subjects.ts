import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { VelocitySubject } from "./store.ts";
import { POINTS, type VelocityKind } from "./velocity.ts";

const PURPOSE = "velocity_address";
const HASH_CHARACTERS = 22;

/** What is known of a try with a card from a buyer's browser. */
export interface CardTry {
  /** The network that it comes from; undefined when the connection tells only of a proxy. */
  readonly network: string | undefined;
  /** The card's, as the vault tells it; undefined when no card is named. */
  readonly fingerprint: string | undefined;
  /** The intent or session that is to be paid; undefined when a card is only put into the vault. */
  readonly payment_id: string | undefined;
}

/** What a try is counted by, as far as it is known and has a limit. */
export function subjectsOf(
  { vault, velocity }: Core,
  { livemode }: Scope,
  { network, fingerprint, payment_id }: CardTry,
): VelocitySubject[] {
  const { limits } = velocity;
  const address =
    network && vault.keyedHash(PURPOSE, network).toString("base64url").slice(0, HASH_CHARACTERS);
  const card = livemode || limits.counts_test_cards ? fingerprint : undefined;
  const known: readonly (readonly [VelocityKind, string | undefined])[] = [
    ["address", address],
    ["card", card],
    ["payment", payment_id],
  ];
  return known.flatMap(([kind, subject]) =>
    subject === undefined || limits[kind] === 0
      ? []
      : [{ kind, subject, limit_points: limits[kind] * POINTS.declined }],
  );
}
