import type { ApiModel, Resource } from "../model.ts";
import { camelCase } from "../words.ts";
import { docComment } from "./comment.ts";
import { paramsName } from "./names.ts";
import { writeObjects } from "./write-objects.ts";
import { className, takesParams, writeResource } from "./write-resource.ts";

const HEADING = "// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.\n\n";

/** Every generated file of the JavaScript client, by its name. */
export function writeFiles(model: ApiModel, sdk_version: string): Map<string, string> {
  const files = [
    ["objects.ts", writeObjects(model)],
    ["resources.ts", writeClient(model)],
    ["index.ts", writeIndex(model)],
    ["versions.ts", writeVersions(model, sdk_version)],
    ...model.resources.map((resource) => [fileName(resource), writeResource(resource)] as const),
  ] as const;
  return new Map(files.map(([name, text]) => [name, HEADING + text]));
}

function fileName({ name }: Resource): string {
  return `resources/${name.replaceAll("_", "-")}.ts`;
}

/** The class whose properties are the resources. */
function writeClient({ resources }: ApiModel): string {
  const imports = resources.map(
    (resource) => `import { ${className(resource)} } from "./${fileName(resource)}";\n`,
  );
  const entries = topLevel(resources);
  const properties = entries.map((entry) => writeProperty(entry, "  "));
  const made = entries.map(([name, own]) => `    this.${camelCase(name)} = ${writeMade(own)};\n`);
  return `import type { Transport } from "../core/transport.ts";
${imports.join("")}
/** What the API has, each with its methods. */
export class Resources {
${properties.join("")}
  constructor(transport: Transport) {
${made.join("")}  }
}
`;
}

/** One resource, or a group of them. */
type Entry = readonly [name: string, own: Resource | readonly Resource[]];

/** What the client has properties for, in the order of the alphabet. */
function topLevel(resources: readonly Resource[]): Entry[] {
  const alone = resources.filter(({ group }) => group === undefined);
  const groups = new Set(resources.flatMap(({ group }) => group ?? []));
  const grouped = [...groups].map((name): Entry => [name, resources.filter(({ group }) => group === name)]);
  const entries: Entry[] = [...alone.map((resource): Entry => [resource.name, resource]), ...grouped];
  return entries.sort(([left], [right]) => (left < right ? -1 : 1));
}

function isGroup(own: Entry[1]): own is readonly Resource[] {
  return Array.isArray(own);
}

function writeProperty([name, own]: Entry, indent: string): string {
  if (!isGroup(own)) {
    return `${docComment([own.description], indent)}${indent}readonly ${camelCase(name)}: ${className(own)};\n`;
  }
  const inner = own.map((resource) => writeProperty([resource.name, resource], `${indent}  `));
  return `${indent}readonly ${camelCase(name)}: {\n${inner.join("")}${indent}};\n`;
}

function writeMade(own: Entry[1]): string {
  if (!isGroup(own)) return `new ${className(own)}(transport)`;
  return `{ ${own.map((resource) => `${camelCase(resource.name)}: ${writeMade(resource)}`).join(", ")} }`;
}

function writeIndex({ resources }: ApiModel): string {
  const exported = resources.map((resource) => {
    const params = resource.methods.filter(takesParams).map((method) => paramsName(resource, method));
    return `export type { ${[className(resource), ...params].sort().join(", ")} } from "./${fileName(resource)}";\n`;
  });
  return `export type * from "./objects.ts";\n${exported.join("")}`;
}

function writeVersions({ version }: ApiModel, sdk_version: string): string {
  return `/** Of this package. */
export const SDK_VERSION = ${JSON.stringify(sdk_version)};

/** Of the API that the types are of. */
export const API_VERSION = ${JSON.stringify(version)};
`;
}
