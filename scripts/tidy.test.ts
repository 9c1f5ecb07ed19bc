import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openHouse } from "./tidy/house.ts";
import { formatFinding } from "./tidy/rule.ts";
import { RULES } from "./tidy/rules.ts";

const house = openHouse(fileURLToPath(new URL("..", import.meta.url)));

for (const rule of RULES) {
  test(rule.name, () => {
    const findings = rule.check(house).map(formatFinding);
    if (findings.length > 0) expect.fail(`${rule.instead}\n${findings.join("\n")}`);
  });
}
