import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDocument } from "./read-document.ts";
import { shareObjects } from "./share-objects.ts";
import { writeFiles } from "./typescript/write-files.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where the generated part of the JavaScript client is. */
export const JAVASCRIPT_FOLDER = join(ROOT, "sdks/javascript/src/generated");

/** The JavaScript client of the API as it is documented now. */
export function generateJavascript(): Map<string, string> {
  const document = JSON.parse(readFileSync(join(ROOT, "server/openapi/onerway.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(ROOT, "sdks/javascript/package.json"), "utf8"));
  return writeFiles(shareObjects(readDocument(document)), manifest.version);
}

/** The files that a folder has at any depth, with forward slashes; none when it is not there. */
export function filesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}
