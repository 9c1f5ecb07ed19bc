import { importsOf } from "./imports.ts";
import { roomsOf } from "./rooms.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

const UP_TO_CORE = ["kit", "db", "vault", "connectors", "ledger", "core"];

/** What each room may import besides itself. Everything runs down: main > api, worker > core > ledger > … > kit. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  db: ["kit"],
  vault: ["kit", "db"],
  connectors: ["kit"],
  ledger: ["kit", "db"],
  core: ["kit", "db", "vault", "connectors", "ledger"],
  api: UP_TO_CORE,
  worker: UP_TO_CORE,
  main: [...UP_TO_CORE, "api", "worker"],
};

/** The lowest room needs nothing but Node's cryptography, so everything may stand on it. */
const PACKAGES_OF_KIT = ["node:crypto"];

/** Tests are exempt: a unit test may build what stands above its source. */
export const importFloors: Rule = {
  name: "Imports of the server run down only",
  instead:
    "Move what both need to a lower room, hand it in as an argument from main/, or let the news travel upward as an event.",
  check: (house) =>
    sourcesUnder(house, "server/src")
      .filter((source) => !isTest(source.path))
      .flatMap(checkSource),
};

function checkSource(source: Source): Finding[] {
  const room = roomsOf(source.path)[0];
  const allowed = room === undefined ? undefined : MAY_IMPORT[room];
  if (room === undefined || allowed === undefined) {
    return [
      { file: source.path, message: `is in no room of the house (${Object.keys(MAY_IMPORT).join(", ")})` },
    ];
  }
  return importsOf(source).flatMap(({ line, target, is_package }): Finding[] => {
    const at = { file: source.path, line };
    if (is_package) {
      const is_refused = room === "kit" && !PACKAGES_OF_KIT.includes(target);
      return is_refused ? [{ ...at, message: `kit/ imports the package ${target}` }] : [];
    }
    if (!target.startsWith("server/src/"))
      return [{ ...at, message: `imports ${target}, which is not shipped` }];
    const other = roomsOf(target)[0] ?? "";
    return other === room || allowed.includes(other)
      ? []
      : [{ ...at, message: `${room}/ imports ${other}/ (${target})` }];
  });
}
