import { fileURLToPath } from "node:url";
import { printTree } from "./tidy/documented-tree.ts";
import { openHouse } from "./tidy/house.ts";
import { formatFinding } from "./tidy/rule.ts";
import { RULES } from "./tidy/rules.ts";
import { describeSize } from "./tidy/size.ts";

// Prints where the rules of the house are broken, and ends with 1 when they are. With --tree: the tree of the folders
// as docs/architecture.md should show it.

const house = openHouse(fileURLToPath(new URL("..", import.meta.url)));

if (process.argv.includes("--tree")) {
  console.log(printTree(house));
} else {
  const broken = RULES.map((rule) => ({ rule, findings: rule.check(house) })).filter(
    ({ findings }) => findings.length,
  );
  for (const { rule, findings } of broken) {
    console.log(`${rule.name}: not so (${findings.length}).\n  ${rule.instead}`);
    for (const finding of findings) console.log(`    ${formatFinding(finding)}`);
  }
  console.log(describeSize(house));
  console.log(
    broken.length === 0 ? `All ${RULES.length} rules of the house hold.` : `${broken.length} rules broken.`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
}
