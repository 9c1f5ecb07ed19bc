import { importsOf } from "./imports.ts";
import { isIn, roomsOf } from "./rooms.ts";
import type { Rule } from "./rule.ts";
import { isTest, sourcesUnder } from "./source.ts";

/** From the ground up: a later room may import an earlier one, never the other way round. */
const ORDER = [
  "idempotency",
  "events",
  "merchants",
  "customers",
  "tax",
  "payment-methods",
  "payments",
  "setup-intents",
  "disputes",
  "refunds",
  "catalog",
  "checkout",
  "billing",
  "ledger-proof",
  "webhooks",
];

/** Files directly in core/ belong to every room. Tests are exempt. */
export const roomsOfCore: Rule = {
  name: "The rooms of core import only rooms before them",
  instead: `Keep the order ${ORDER.join(", ")}: move the verb to the later room, or tell the news by an event.`,
  check: (house) =>
    sourcesUnder(house, "server/src/core")
      .filter((source) => !isTest(source.path))
      .flatMap((source) => {
        const room = roomsOf(source.path)[1];
        if (room === undefined) return [];
        const place = ORDER.indexOf(room);
        if (place < 0)
          return [{ file: source.path, message: `core/${room}/ has no place in the order of rooms` }];
        return importsOf(source)
          .filter(({ target }) => isIn(target, "core/") && ORDER.indexOf(roomsOf(target)[1] ?? room) > place)
          .map(({ line, target }) => ({
            file: source.path,
            line,
            message: `core/${room}/ imports ${target}`,
          }));
      }),
};
