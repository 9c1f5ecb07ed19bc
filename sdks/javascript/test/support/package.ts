import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";

const run = promisify(execFile);
const workspace = fileURLToPath(new URL("../..", import.meta.url));

export const TSC = fileURLToPath(new URL("../../../../node_modules/.bin/tsc", import.meta.url));

/** What npm would publish, made from the source as it is now. */
export interface PackedSdk {
  /** The paths in it. */
  readonly files: readonly string[];
  /** Puts it where a project looks for it, as `npm install` would. */
  install(project: string): Promise<void>;
  remove(): Promise<void>;
}

export async function packSdk(): Promise<PackedSdk> {
  const folder = await mkdtemp(join(tmpdir(), "onerway-package-"));
  const dist = join(folder, "package/dist");
  await run(TSC, ["-p", join(workspace, "tsconfig.build.json"), "--outDir", join(dist, "types")]);
  const configFile = join(workspace, "vite.config.ts");
  await build({ configFile, logLevel: "silent", build: { outDir: dist } });
  for (const name of ["package.json", "README.md", "README.zh-CN.md"]) {
    await copyFile(join(workspace, name), join(folder, "package", name));
  }
  const { stdout } = await run("npm", ["pack", "--json", "--offline", "--pack-destination", folder], {
    cwd: join(folder, "package"),
    shell: process.platform === "win32",
  });
  const [{ filename, files }] = JSON.parse(stdout);
  return {
    files: files.map(({ path }: { path: string }) => path),
    async install(project) {
      const place = join(project, "node_modules/@onerway/payments");
      await mkdir(place, { recursive: true });
      await run("tar", ["-xzf", join(folder, filename), "-C", place, "--strip-components=1"]);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
