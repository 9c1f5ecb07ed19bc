import { isBuiltin } from "node:module";
import type { House } from "./house.ts";
import { importsOf } from "./imports.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, sourcesUnder } from "./source.ts";

/** The server runs with what it declares; what runs in browsers is bundled, so there the build's packages count too. */
const WORKSPACES = [
  { folder: "server", lists: ["dependencies", "optionalDependencies"] },
  { folder: "cashier", lists: ["dependencies", "devDependencies"] },
  { folder: "sdks/browser", lists: ["dependencies", "devDependencies"] },
  { folder: "sdks/javascript", lists: ["dependencies"] },
] as const;

/** Tests are exempt: what they need is declared at the root. */
export const declaredPackages: Rule = {
  name: "Every package that is imported is declared by its workspace",
  instead:
    "Add it with `npm install -w <workspace> <package>`: what another package happens to bring may go again.",
  check: (house) => WORKSPACES.flatMap(({ folder, lists }) => checkWorkspace(house, folder, lists)),
};

function checkWorkspace(house: House, folder: string, lists: readonly string[]): Finding[] {
  const manifest = `${folder}/package.json`;
  const { name, ...fields } = JSON.parse(house.has(manifest) ? house.read(manifest) : "{}");
  const declared = new Set([name, ...lists.flatMap((list) => Object.keys(fields[list] ?? {}))]);
  return sourcesUnder(house, `${folder}/src`)
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      importsOf(source)
        .filter(
          ({ target, is_package }) => is_package && !isBuiltin(target) && !declared.has(packageOf(target)),
        )
        .map(({ line, target }) => ({
          file: source.path,
          line,
          message: `imports ${target}, which ${manifest} lacks`,
        })),
    );
}

/** The package of an import such as `@fastify/static/types` or `preact/hooks`. */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
