import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));

/** Builds the SDK from its source and returns the text of every file by name; nothing is written. */
export async function buildSdk(): Promise<Map<string, string>> {
  const built = await build({ configFile, logLevel: "silent", build: { write: false } });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const files = outputs.flatMap(({ output }) => output);
  return new Map(
    files.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]),
  );
}

/** The files of the SDK as a server would serve them, by name. */
export async function servedSdk(cashier_origin: string): Promise<Map<string, string>> {
  const origin = JSON.stringify(cashier_origin);
  const files = [...(await buildSdk())];
  return new Map(files.map(([name, text]) => [name, text.replace('"__STARWAY_CASHIER_ORIGIN__"', origin)]));
}
