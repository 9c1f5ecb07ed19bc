import { bannedWords } from "./banned-words.ts";
import { chineseMessages } from "./chinese-messages.ts";
import { deadFiles } from "./dead-files.ts";
import { decisions } from "./decisions.ts";
import { declaredPackages } from "./declared-packages.ts";
import { dialectNames } from "./dialect-names.ts";
import { documentedTree } from "./documented-tree.ts";
import { doors } from "./doors.ts";
import { errorCodes } from "./error-codes.ts";
import { floatMoney } from "./float-money.ts";
import { importCircles } from "./import-circles.ts";
import { importFloors } from "./import-floors.ts";
import { links } from "./links.ts";
import { migrations } from "./migrations.ts";
import { namedFiles } from "./named-files.ts";
import { packages } from "./packages.ts";
import { roomsOfCore } from "./rooms-of-core.ts";
import type { Rule } from "./rule.ts";
import { size } from "./size.ts";
import { sql } from "./sql.ts";
import { timeAndChance } from "./time-and-chance.ts";
import { unusedExports } from "./unused-exports.ts";

/** The rules of the house, from its walls to its words. */
export const RULES: readonly Rule[] = [
  importFloors,
  importCircles,
  roomsOfCore,
  doors,
  packages,
  declaredPackages,
  sql,
  timeAndChance,
  floatMoney,
  dialectNames,
  deadFiles,
  unusedExports,
  migrations,
  errorCodes,
  chineseMessages,
  documentedTree,
  decisions,
  namedFiles,
  links,
  size,
  bannedWords,
];
