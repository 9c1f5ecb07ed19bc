import type { ESTree } from "vite";
import type { House } from "./house.ts";
import type { Finding } from "./rule.ts";
import { isTest, sourcesUnder } from "./source.ts";
import { type Expression, readSpokenCode, type SpokenCode } from "./spoken-code.ts";

/** A sentence that callers may read, and one place where it is said. */
export interface SpokenMessage {
  readonly template: string;
  readonly file: string;
  readonly line: number;
}

/** The functions that say one of their arguments to the caller, and which one. */
const SPEAKERS: readonly Speaker[] = [
  { name: "refuse", argument: 1 },
  { name: "RequestRefused", argument: 1 },
  { name: "success", argument: 0 },
];

interface Speaker {
  readonly name: string;
  readonly argument: number;
}

/** A part of a message is a message too, and stands in an object under this name. */
const TEMPLATE = "template";

const NOT_FOUND = "says a message that cannot be found in the code: write it where it is said";
const SPLICED = "splices values into a message: name them in braces and hand them over";

/**
 * Reads out of the code what it says: the texts that are handed to the speakers, straight, by way of a constant, or by
 * way of a function that hands its own argument on. What cannot be read so is a finding.
 */
export function collectMessages(
  house: House,
  folders: readonly string[],
  is_silent: (path: string) => boolean,
): { messages: SpokenMessage[]; findings: Finding[] } {
  const codes = sourcesUnder(house, ...folders)
    .filter(({ path }) => !isTest(path) && !is_silent(path))
    .map(readSpokenCode);
  const collection = new Collection(codes);
  for (const code of codes) {
    for (const { name, value } of code.properties) if (name === TEMPLATE) collection.read(value, code);
  }
  // Grows while it is walked over: who hands an argument on to a speaker is a speaker.
  for (const speaker of collection.speakers) collection.listenTo(speaker);
  return collection;
}

class Collection {
  readonly messages: SpokenMessage[] = [];
  readonly findings: Finding[] = [];
  readonly speakers: Speaker[] = [...SPEAKERS];
  readonly #codes: readonly SpokenCode[];

  constructor(codes: readonly SpokenCode[]) {
    this.#codes = codes;
  }

  listenTo(speaker: Speaker): void {
    for (const code of this.#codes) {
      for (const call of code.calls) {
        const said = call.arguments[speaker.argument];
        if (call.callee === speaker.name && said !== undefined) this.read(said, code);
      }
    }
  }

  read(said: Expression, code: SpokenCode): void {
    if (said.type === "Literal") this.#say(String(said.value), said, code);
    else if (said.type === "TemplateLiteral") this.#readTemplate(said, code);
    else if (said.type === "ConditionalExpression") this.#readAll([said.consequent, said.alternate], code);
    else if (said.type === "LogicalExpression") this.#readAll([said.left, said.right], code);
    else if (said.type === "Identifier") this.#follow(said.name, said, code);
    else if (said.type === "MemberExpression" && said.property.type === "Identifier" && !said.computed)
      this.#lookUp(said.property.name, said, code);
    else if (said.type === "MemberExpression" && said.object.type === "Identifier")
      this.#readTable(said.object.name, said, code);
    else this.#complain(NOT_FOUND, said, code);
  }

  #readAll(parts: readonly Expression[], code: SpokenCode): void {
    for (const part of parts) this.read(part, code);
  }

  #readTemplate(said: ESTree.TemplateLiteral, code: SpokenCode): void {
    if (said.expressions.length === 0) this.#say(said.quasis[0]?.value.cooked ?? "", said, code);
    else this.#complain(SPLICED, said, code);
  }

  /** A constant is read; an argument makes its function a speaker. */
  #follow(name: string, said: Expression, code: SpokenCode): void {
    const within = code.functions.filter(({ start, end }) => start <= said.start && said.end <= end);
    const owner = within.findLast(({ parameters }) => parameters.includes(name));
    const constant = code.constants.get(name);
    if (owner !== undefined) this.#addSpeaker({ name: owner.name, argument: owner.parameters.indexOf(name) });
    else if (constant !== undefined) this.read(constant, code);
    else this.#complain(NOT_FOUND, said, code);
  }

  /** Which text of a table is said is known only at run time, so all of them are. */
  #readTable(name: string, said: Expression, code: SpokenCode): void {
    const table = code.constants.get(name);
    const entries = table?.type === "ObjectExpression" ? table.properties : [];
    if (entries.length === 0) this.#complain(NOT_FOUND, said, code);
    for (const entry of entries) if (entry.type === "Property") this.read(entry.value as Expression, code);
  }

  #addSpeaker(speaker: Speaker): void {
    const known = this.speakers.some(
      ({ name, argument }) => name === speaker.name && argument === speaker.argument,
    );
    if (!known) this.speakers.push(speaker);
  }

  /** A setting that is handed in: whatever any object has under its name. */
  #lookUp(name: string, said: Expression, code: SpokenCode): void {
    const settings = this.#codes.flatMap((other) =>
      other.properties.filter((property) => property.name === name).map(({ value }) => ({ value, other })),
    );
    if (settings.length === 0) this.#complain(`says ${name}, which is set nowhere`, said, code);
    for (const { value, other } of settings) this.read(value, other);
  }

  #say(template: string, { start }: Expression, { source }: SpokenCode): void {
    this.messages.push({ template, file: source.path, line: source.lineAt(start) });
  }

  #complain(message: string, { start }: Expression, { source }: SpokenCode): void {
    this.findings.push({ file: source.path, line: source.lineAt(start), message });
  }
}
