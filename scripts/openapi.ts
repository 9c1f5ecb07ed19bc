import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../server/src/main/config.ts";
import { createLog } from "../server/src/main/log.ts";
import { start } from "../server/src/main/start.ts";

// Starts Starway and writes the OpenAPI documents that it serves to server/openapi, for the clients that are made from
// them and for tests to compare. To be run after every change of a route or of its documentation.

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "server/openapi");
const dataDir = await mkdtemp(join(tmpdir(), "starway-openapi-"));
// When root runs this, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const running = await start(
  readConfig({}, { port: "0", dataDir }),
  { server: true, worker: false },
  createLog("error"),
);
try {
  await mkdir(folder, { recursive: true });
  for (const name of ["faststar", "onerway"]) {
    const response = await fetch(`${running.address}/openapi/${name}.json`);
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(await response.json(), null, 2));
    console.log(`Wrote ${path}.`);
  }
  spawnSync("npx", ["biome", "format", "--write", folder], {
    cwd: root,
    shell: process.platform === "win32",
  });
} finally {
  await running.stop();
  await rm(dataDir, { recursive: true });
}
