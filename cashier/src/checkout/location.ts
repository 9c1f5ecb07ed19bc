import { hasPostalCode, isPostalCode, normalizePostalCode } from "../address/postal-code.ts";
import type { LocationRequest } from "../view.ts";
import type { Answer } from "./api.ts";
import { type Fields, isAsked } from "./fields.ts";
import type { Wait } from "./wait.ts";

const DEBOUNCE_MS = 400;

/** The part of the form that tax depends on; a half-typed postal code is left out. */
export function locationOf(fields: Fields): LocationRequest {
  const { country, region, postal_code } = fields;
  const complete = hasPostalCode(country) && isPostalCode(postal_code, country);
  return {
    country,
    ...(region && isAsked("region", country) && { region }),
    ...(complete && { postal_code: normalizePostalCode(postal_code) }),
  };
}

export interface LocationUpdater {
  /** Tells the server of the address, once it has stood still for a moment. */
  changed(fields: Fields): void;
  /** Resolves when no update is on its way. */
  settled(): Promise<void>;
}

export interface LocationPort {
  location(body: LocationRequest): Promise<Answer>;
  wait: Wait;
  onUpdating(updating: boolean): void;
  apply(answer: Answer): void;
}

/** Keeps the amounts in step with the address. Only the answer to the latest address is taken over. */
export function createLocationUpdater(port: LocationPort, known: Fields): LocationUpdater {
  let latest = JSON.stringify(locationOf(known));
  let round = 0;
  let current = Promise.resolve();

  async function run(own_round: number, body: LocationRequest): Promise<void> {
    await port.wait(DEBOUNCE_MS);
    if (own_round !== round) return;
    const answer = await port.location(body);
    if (own_round !== round) return;
    if (answer.kind === "unreachable") latest = "";
    port.onUpdating(false);
    port.apply(answer);
  }

  return {
    changed(fields) {
      const body = locationOf(fields);
      const text = JSON.stringify(body);
      if (!body.country || text === latest) return;
      latest = text;
      round += 1;
      port.onUpdating(true);
      current = run(round, body);
    },
    async settled() {
      let seen: Promise<void> | null = null;
      while (seen !== current) {
        seen = current;
        await seen;
      }
    },
  };
}
