import { createHash } from "node:crypto";

const PLACEHOLDER = "__STARWAY_CASHIER_ORIGIN__";

/** What a script element's `integrity` says of a file. */
export function integrityOf(code: string): string {
  return `sha384-${createHash("sha384").update(code).digest("base64")}`;
}

/** Minifiers like to write strings as templates; the server looks for one double-quoted literal. */
export function quotePlaceholder(code: string): string {
  const quoted = code.replace(/(["'`])__STARWAY_CASHIER_ORIGIN__\1/, `"${PLACEHOLDER}"`);
  const literals = quoted.split(`"${PLACEHOLDER}"`).length - 1;
  const all = quoted.split(PLACEHOLDER).length - 1;
  if (literals !== 1 || all !== 1)
    throw new Error(`${PLACEHOLDER} must stand once, as a string; found ${all}.`);
  return quoted;
}

/** The interfaces of `src/types.ts` for the global `FastStar` of a script and for `require`. */
export function commonDeclarations(types: string): string {
  const members = types.trimEnd().replace(/^(?=.)/gm, "  ");
  const library = `declare const FastStar: FastStar.Sdk;\n\ndeclare namespace FastStar {\n${members}\n}\n`;
  return `${library}\nexport = FastStar;\nexport as namespace FastStar;\n`;
}

/** The same for `import`. */
export function moduleDeclarations(types: string): string {
  return `${types.trimEnd()}\n\ndeclare const FastStar: Sdk;\nexport default FastStar;\n`;
}

/** For the code of pages that load the SDK with a script element, be it modules or scripts. */
export const GLOBAL_DECLARATIONS = `import type { Sdk } from "./faststar.mjs";

declare global {
  const FastStar: Sdk;
  interface Window {
    /** Not there when the script could not be loaded. */
    FastStar?: Sdk;
  }
}
`;

/** The manifest of the package that `dist` is: the workspace's own, with its paths seen from there. */
export function publishedManifest(manifest: object): object {
  const inside = JSON.parse(JSON.stringify(manifest).replaceAll("./dist/", "./"));
  delete inside.private;
  delete inside.scripts;
  // The .js files are scripts, CommonJS and AMD at once; the modules say what they are by .mjs.
  return { ...inside, type: "commonjs" };
}
