import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packTarball } from "./tarball.ts";

/** One file of the browser SDK, as browsers and package managers get it. */
export interface ServedFile {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly etag: string;
  /** What the address names when it is to stand for these bytes and no others. */
  readonly version: string;
  /** What a script element's `integrity` says. */
  readonly integrity: string;
}

const PLACEHOLDER = "__STARWAY_CASHIER_ORIGIN__";
const SCRIPT = /\.m?js$/;
const NOT_PUBLISHED = /^(\.built|sri\.json)$/;

/** The built files with this cashier's origin written into them, their hashes, and all of them as a package. */
export function bakeBrowserSdk(dist_dir: string, cashier_origin: string): ServedFile[] {
  const contents = readdirSync(dist_dir)
    .filter((name) => !NOT_PUBLISHED.test(name))
    .sort()
    .map((name) => ({
      name,
      content: Buffer.from(
        readFileSync(join(dist_dir, name), "utf8").replaceAll(PLACEHOLDER, cashier_origin),
      ),
    }));
  const scripts = contents
    .filter(({ name }) => SCRIPT.test(name))
    .map(({ name, content }) => served(name, "text/javascript; charset=utf-8", content));
  const hashes = hashesOf(scripts, dist_dir, cashier_origin);
  return [
    ...scripts,
    served("sri.json", "application/json", Buffer.from(`${JSON.stringify(hashes, null, 2)}\n`)),
    served("faststar.tgz", "application/gzip", packTarball(contents)),
  ];
}

function served(name: string, type: string, body: Buffer): ServedFile {
  const digest = createHash("sha384").update(body).digest();
  const version = digest.toString("base64url").slice(0, 16);
  return {
    name,
    type,
    body,
    gzipped: type === "application/gzip" ? undefined : gzipSync(body, { level: 9 }),
    etag: `W/"${version}"`,
    version,
    integrity: `sha384-${digest.toString("base64")}`,
  };
}

/** What a page has to say to load each file and no other. */
function hashesOf(scripts: readonly ServedFile[], dist_dir: string, cashier_origin: string): object {
  const { version } = JSON.parse(readFileSync(join(dist_dir, "package.json"), "utf8"));
  const files = scripts.map(({ name, integrity, version: file_version }) => [
    name,
    { url: `${cashier_origin}/sdk/v1/${name}?v=${file_version}`, integrity },
  ]);
  return { version, cashier_origin, files: Object.fromEntries(files) };
}
