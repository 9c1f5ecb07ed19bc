import type { HttpAnswer } from "./http-response.ts";
import type { Supply } from "./operations/operation.ts";

/** Those that serve again and again: enough that no two requests under way meet the same one. */
const SERVING_AGAIN = 2_000;
const FIRST_ID = /"id":"(pi_[0-9A-Za-z]+)"/;

/** How many are made before anything is measured, of as many as are likely to be used up. */
export function suppliesNeeded(supply: Supply | null, likely: number): number {
  if (supply === null) return 0;
  return supply.used === "once" ? likely : SERVING_AGAIN;
}

/** The id of what a request has made. */
export function idIn({ body }: HttpAnswer): string {
  const id = FIRST_ID.exec(body.toString("latin1"))?.[1];
  if (id === undefined) throw new Error(`An answer names no payment: ${body}`);
  return id;
}

/** Hands out ids, each once or in turns; undefined when they are used up. An operation that needs none gets empty ones. */
export function supplyOf(supply: Supply | null, ids: readonly string[]): () => string | undefined {
  if (supply === null) return () => "";
  let turn = 0;
  return supply.used === "once" ? () => ids[turn++] : () => ids[turn++ % ids.length];
}
