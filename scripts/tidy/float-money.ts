import { type Banned, findBanned, memberName } from "./banned-code.ts";
import { isIn } from "./rooms.ts";
import type { Rule } from "./rule.ts";

const inMoney = (path: string) => isIn(path, "kit/money.ts");
const banned = (name: string): Banned => ({ name, is_allowed: inMoney });

const PARSE_FLOAT = banned("parseFloat");
const NUMBER_FORMAT = banned("Intl.NumberFormat");
const TO_FIXED = banned("toFixed");

/** Tests are exempt. */
export const floatMoney: Rule = {
  name: "Money never passes through a float",
  instead: "Amounts are integers of the minor unit: add, split, round and print them with kit/money.ts.",
  check: (house) =>
    findBanned(house, (report) => ({
      Identifier: (node) => {
        if (node.name === "parseFloat") report(PARSE_FLOAT, node.start);
      },
      MemberExpression: (node) => {
        const name = memberName(node);
        if (name === "Intl.NumberFormat") report(NUMBER_FORMAT, node.start);
        if (name.endsWith(".toFixed")) report(TO_FIXED, node.start);
      },
    })),
};
