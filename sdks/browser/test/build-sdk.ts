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

/** One file of the SDK as a server would serve it. */
export async function servedSdk(name: string, cashier_origin: string): Promise<string> {
  const source = (await buildSdk()).get(name);
  if (source === undefined) throw new Error(`The build has no ${name}.`);
  return source.replace('"__STARWAY_CASHIER_ORIGIN__"', JSON.stringify(cashier_origin));
}
