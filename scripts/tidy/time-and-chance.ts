import { type Banned, findBanned, memberName } from "./banned-code.ts";
import { isIn } from "./rooms.ts";
import type { Rule } from "./rule.ts";

const inClock = (path: string) => isIn(path, "kit/clock.ts");
const inRandom = (path: string) => isIn(path, "kit/random.ts");
const inMain = (path: string) => isIn(path, "main/");

const NEW_DATE: Banned = { name: "new Date() without an argument", is_allowed: inClock };
const DATE_CALL: Banned = { name: "Date()", is_allowed: inClock };
const ENVIRONMENT: Banned = { name: "the environment of the process", is_allowed: inMain };

const MEMBERS = new Map<string, Banned>([
  ["Date.now", { name: "Date.now", is_allowed: inClock }],
  ["Math.random", { name: "Math.random", is_allowed: inRandom }],
  ["process.env", ENVIRONMENT],
]);

/** The machine's own clock and chance, ready to be handed in; who imports them was not handed them. */
const IMPORTS = new Map<string, Banned>([
  ["systemClock", { name: "systemClock", is_allowed: inMain }],
  ["systemRandom", { name: "systemRandom", is_allowed: inMain }],
]);

/** Tests are exempt, as is everything outside server/src: browsers, benches and scripts live in the real world. */
export const timeAndChance: Rule = {
  name: "Time, chance and the environment are arguments",
  instead:
    "Take `clock`, `random` or a setting as an argument; main/ reads the environment and builds the rest.",
  check: (house) =>
    findBanned(house, (report) => ({
      MemberExpression: (node) => {
        const banned = MEMBERS.get(memberName(node));
        if (banned !== undefined) report(banned, node.start);
      },
      NewExpression: (node) => {
        const is_now =
          node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
        if (is_now) report(NEW_DATE, node.start);
      },
      CallExpression: (node) => {
        if (node.callee.type === "Identifier" && node.callee.name === "Date") report(DATE_CALL, node.start);
      },
      ImportSpecifier: (node) => {
        const banned = IMPORTS.get("name" in node.imported ? node.imported.name : "");
        if (banned !== undefined) report(banned, node.start);
      },
      ImportDeclaration: (node) => {
        const is_process = /^(node:)?process$/.test(node.source.value);
        if (is_process && node.specifiers.some((part) => part.local.name === "env"))
          report(ENVIRONMENT, node.start);
      },
    })),
};
