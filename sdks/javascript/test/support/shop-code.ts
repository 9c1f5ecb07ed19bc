import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { samplesToRun } from "../../../../scripts/markdown-samples.ts";
import type { Onerway } from "../../src/node.ts";
import type { PackedSdk } from "./package.ts";

/** What the page's script has: the sample of the README, and what a curious page may try besides. */
export interface Shop {
  readonly client: Onerway;
  pay(intent: string, client_secret: string, card: object): Promise<string>;
  /** What the client says of a call that fails. */
  refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>>;
  verify(payload: string, header: string, secret: string): Promise<string>;
  /** What the client says of a key: "opened", or why not. */
  openWith(key: string): string;
}

const BESIDES = `
  export { client };
  export async function refusalOf(call) {
    try { return { answered: await call }; } catch (error) {
      const { name, status, code, decline_code, param, message, raw } = error;
      return { name, status, code, decline_code, param, message, raw };
    }
  }
  export async function verify(payload, header, secret) {
    return (await Onerway.webhooks.constructEventAsync(payload, header, secret)).id;
  }
  export function openWith(key) {
    try { new Onerway(key); return "opened"; } catch (error) { return error.message; }
  }`;

/** The shop's own code and the client in it, as Vite makes it for browsers; the page has it as `shop`. */
export async function bundleShop(
  packed: PackedSdk,
  project: string,
  api: { readonly url: string; readonly key: string },
): Promise<string> {
  await packed.install(project);
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const sample = samplesToRun(readme).get("browser")?.code ?? "";
  const filled_in = sample.replaceAll("https://pay.example.com", api.url).replace("pk_test_…", api.key);
  const entry = join(project, "shop.js");
  await writeFile(entry, filled_in + BESIDES);
  const built = await build({
    configFile: false,
    root: project,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["iife"], name: "shop" } },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return output[0].code;
}
