import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateJavascript, JAVASCRIPT_FOLDER } from "./sdk/javascript.ts";

// Writes the generated part of the clients from server/openapi/onerway.json. To be run after every change of that
// document; what it writes is committed.

rmSync(JAVASCRIPT_FOLDER, { recursive: true, force: true });
for (const [name, text] of generateJavascript()) {
  const path = join(JAVASCRIPT_FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`Wrote ${JAVASCRIPT_FOLDER}.`);
