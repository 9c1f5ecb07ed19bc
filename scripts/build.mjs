// Builds what is older than its sources, so that `npm start` costs nothing when nothing changed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const targets = [
  {
    name: "server",
    sources: ["server/src", "server/tsconfig.json", "tsconfig.base.json"],
    out: "server/dist",
    command: ["npx", "tsc", "-p", "server"],
  },
  {
    name: "cashier",
    sources: ["cashier/src", "cashier/vite.config.ts"],
    out: "cashier/dist",
    command: ["npm", "run", "--silent", "build", "-w", "cashier"],
  },
  {
    name: "browser SDK",
    sources: [
      "sdks/browser/src",
      "sdks/browser/vite.config.ts",
      "sdks/browser/packaging.ts",
      "sdks/browser/package.json",
    ],
    out: "sdks/browser/dist",
    command: ["npm", "run", "--silent", "build", "-w", "sdks/browser"],
  },
  {
    name: "JavaScript SDK",
    sources: [
      "sdks/javascript/src",
      "sdks/javascript/vite.config.ts",
      "sdks/javascript/packaging.ts",
      "sdks/javascript/package.json",
      "sdks/javascript/tsconfig.build.json",
    ],
    out: "sdks/javascript/dist",
    command: ["npm", "run", "--silent", "build", "-w", "sdks/javascript"],
  },
];

function newestChange(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((entry) => newestChange(join(path, entry))));
}

for (const target of targets) {
  const stamp = join(root, target.out, ".built");
  const changed = Math.max(...target.sources.map((source) => newestChange(join(root, source))));
  // Without sources (a published image) there is nothing to build from.
  if (changed === 0 || (existsSync(stamp) && statSync(stamp).mtimeMs >= changed)) continue;
  process.stdout.write(`building ${target.name} …\n`);
  rmSync(join(root, target.out), { recursive: true, force: true });
  const [command, ...args] = target.command;
  const run = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (run.status !== 0) process.exit(run.status ?? 1);
  mkdirSync(join(root, target.out), { recursive: true });
  writeFileSync(stamp, "");
}
