import type { Field, Type } from "../model.ts";
import { docComment } from "./comment.ts";
import { propertyName, typeName } from "./names.ts";

const STEP = "  ";

/** A type as TypeScript writes it. `indent` is that of the line it stands in. */
export function writeType(type: Type, indent = ""): string {
  switch (type.kind) {
    case "integer":
      return "number";
    case "literal":
      return JSON.stringify(type.value);
    case "list":
      return `Array<${writeType(type.items, indent)}>`;
    case "map":
      return `Record<string, ${writeType(type.values, indent)}>`;
    case "object":
      return writeObject(type.fields, indent, type.is_open);
    case "reference":
      return typeName(type.name);
    case "union":
      return type.types.map((part) => writeType(part, indent)).join(" | ");
    case "intersection":
      return type.types.map((part) => `(${writeType(part, indent)})`).join(" & ");
    default:
      return type.kind;
  }
}

/** The fields between their braces. */
export function writeObject(fields: readonly Field[], indent = "", is_open = false): string {
  const inside = indent + STEP;
  const members = fields.map(({ name, description, is_required, type }) => {
    const mark = is_required ? "" : "?";
    const comment = docComment([description], inside);
    return `${comment}${inside}${propertyName(name)}${mark}: ${writeType(type, inside)};\n`;
  });
  if (is_open) members.push(`${inside}[field: string]: unknown;\n`);
  return `{\n${members.join("")}${indent}}`;
}

/** The schemas that a type names. */
export function referencesIn(type: Type): string[] {
  switch (type.kind) {
    case "reference":
      return [type.name];
    case "list":
      return referencesIn(type.items);
    case "map":
      return referencesIn(type.values);
    case "object":
      return type.fields.flatMap((field) => referencesIn(field.type));
    case "union":
    case "intersection":
      return type.types.flatMap(referencesIn);
    default:
      return [];
  }
}
