import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What Node prints last when nobody has caught an exception. A program that cannot start ends with a line of its own. */
const UNCAUGHT = /^Node\.js v\d/m;

/** The programs that a fault has brought down by itself, with what they said. */
export async function findCrashes(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".log"));
  const logs = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return logs.flatMap((log, index) => {
    if (!UNCAUGHT.test(log)) return [];
    const error = /^\w*Error.*$/m.exec(log)?.[0] ?? "an exception";
    return [`crashed ${names[index]}: nobody caught ${error}`];
  });
}
