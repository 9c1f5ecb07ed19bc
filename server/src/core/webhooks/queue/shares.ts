import type { Scope } from "../../../kit/scope.ts";
import { distinctScopes, scopeKey } from "../dispatch/scopes.ts";
import { takeShares } from "../dispatch/store.ts";
import type { TakeNotes } from "./dispatch.ts";

const EVENTS_EACH = 16;
const MERCHANTS_AT_ONCE = 256;
/** Before all merchants. */
const NOBODY: Scope = { merchant_id: "00000000-0000-0000-0000-000000000000", livemode: false };

/** Takes a little of each merchant's news. Of very many merchants, some have their turn each time. */
export function createShares(): TakeNotes {
  let after = NOBODY;
  return async function takeNextShares(transaction) {
    const limits = { merchant_limit: MERCHANTS_AT_ONCE, event_limit: EVENTS_EACH };
    const notes = await takeShares(transaction, { after, ...limits });
    const scopes = distinctScopes(notes).sort((one, other) => (scopeKey(one) < scopeKey(other) ? -1 : 1));
    const last = scopes.length < MERCHANTS_AT_ONCE ? undefined : scopes.at(-1);
    after = last ?? NOBODY;
    return notes;
  };
}
