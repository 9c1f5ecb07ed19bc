import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** Where an unpacked browser lies, and what its process needs to find there. */
export interface UnpackedChromium {
  executable: string;
  env: Record<string, string>;
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once per version, below `node_modules/.cache`, and says how to start it.
 * The package's own unpacker is not used: it does not wait for another process that is unpacking at the same time, and it
 * adds libraries and fonts only on the cloud functions that it was made for.
 */
export function unpackChromium(): UnpackedChromium {
  const home = packageHome();
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const target = resolve(home, "../../.cache", `chromium-${version}`);
  if (!existsSync(target)) unpackInto(target, join(home, "bin"));
  return {
    executable: join(target, "chromium"),
    env: {
      HOME: join(target, "home"),
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LD_LIBRARY_PATH: join(target, "lib"),
      FONTCONFIG_PATH: target,
    },
  };
}

function packageHome(): string {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return resolve(dirname(main), "../..");
}

/** Everything is unpacked beside the target and renamed at the end, so that two processes may do it at once. */
function unpackInto(target: string, bin: string): void {
  const draft = `${target}.${randomUUID()}`;
  mkdirSync(join(draft, "home"), { recursive: true });
  for (const archive of ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"]) {
    execFileSync("tar", ["-x", "--no-same-owner", "-C", draft], { input: unbrotli(join(bin, archive)) });
  }
  writeFileSync(join(draft, "chromium"), unbrotli(join(bin, "chromium.br")), { mode: 0o755 });
  writeFileSync(join(draft, "fonts.conf"), fontsConfiguration(target));
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

function unbrotli(file: string): Buffer {
  if (!existsSync(file))
    throw new Error(`${file} is missing: @sparticuz/chromium has no browser for this platform.`);
  return brotliDecompressSync(readFileSync(file));
}

/** The page process dies when it finds no font at all; the machine's own fonts come second, for Chinese text. */
function fontsConfiguration(target: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <dir>${join(target, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(target, "home", "fontconfig")}</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}
