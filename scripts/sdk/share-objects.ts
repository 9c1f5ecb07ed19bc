import type { ApiModel, Field, Method, Resource, Schema, Type } from "./model.ts";
import { pascalCase } from "./words.ts";

type ObjectType = Extract<Type, { kind: "object" }>;

/** An object that is written out in several places: where the first of them is, and what is said of it there. */
interface Repeated {
  readonly type: ObjectType;
  readonly description: string;
  /** The names that lead to it, its own last. */
  readonly path: readonly string[];
  count: number;
}

const SMALLEST = 2;

/**
 * The same model, in which an object that a document writes out in several places is one schema that the others refer to.
 * What requests take is called a `Param`.
 */
export function shareObjects(model: ApiModel): ApiModel {
  const in_params = findRepeated(model.resources.flatMap(placesOfParams));
  const in_answers = findRepeated(
    model.schemas.flatMap((schema) => partsOf(schema.type, [schema.name], schema.description)),
  );
  const taken = new Set(model.schemas.map(({ name }) => name));
  const names = new Map([...nameAll(in_params, "Param", taken), ...nameAll(in_answers, "", taken)]);
  const made = [...in_params, ...in_answers].map(
    ({ type, description }): Schema => ({
      name: names.get(keyOf(type)) ?? "",
      description,
      type: { ...type, fields: rewriteFields(type.fields, names) },
    }),
  );
  const schemas = model.schemas.map((schema) => ({ ...schema, type: rewriteParts(schema.type, names) }));
  return {
    ...model,
    resources: model.resources.map((resource) => rewriteResource(resource, names)),
    schemas: [...schemas, ...made].sort((left, right) => (left.name < right.name ? -1 : 1)),
  };
}

interface Place {
  readonly type: ObjectType;
  readonly description: string;
  readonly path: readonly string[];
}

function placesOfParams({ singular, methods }: Resource): Place[] {
  return methods.flatMap(({ params }) => placesInFields(params, [singular]));
}

function placesInFields(fields: readonly Field[], path: readonly string[]): Place[] {
  return fields.flatMap(({ name, description, type }) => placesIn(type, [...path, name], description));
}

function placesIn(type: Type, path: readonly string[], description: string): Place[] {
  return type.kind === "object" ? [{ type, path, description }] : partsOf(type, path, description);
}

/** The objects that stand directly in a type. */
function partsOf(type: Type, path: readonly string[], description: string): Place[] {
  switch (type.kind) {
    case "object":
      return placesInFields(type.fields, path);
    case "list":
      return placesIn(type.items, path, description);
    case "map":
      return placesIn(type.values, path, description);
    case "union":
    case "intersection":
      return type.types.flatMap((part) => placesIn(part, path, description));
    default:
      return [];
  }
}

/** What stands within an object counts once, however often that object does. */
function findRepeated(places: readonly Place[]): Repeated[] {
  const found = new Map<string, Repeated>();
  const look = (place: Place) => {
    const known = found.get(keyOf(place.type));
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    found.set(keyOf(place.type), { ...place, count: 1 });
    for (const part of partsOf(place.type, place.path, place.description)) look(part);
  };
  for (const place of places) look(place);
  return [...found.values()].filter(({ count, type }) => count > 1 && type.fields.length >= SMALLEST);
}

function keyOf(type: Type): string {
  return JSON.stringify(type);
}

/** Each by its own field's name, with the names that lead there in front where two would be called the same. */
function nameAll(repeated: readonly Repeated[], suffix: string, taken: Set<string>): Map<string, string> {
  const nameOf = ({ path }: Repeated, words: number) => path.slice(-words).map(pascalCase).join("") + suffix;
  return new Map(
    repeated.map((one) => {
      let words = 1;
      const isTaken = () =>
        taken.has(nameOf(one, words)) ||
        repeated.some((other) => other !== one && nameOf(other, words) === nameOf(one, words));
      while (isTaken() && words < one.path.length) words += 1;
      return [keyOf(one.type), nameOf(one, words)];
    }),
  );
}

function rewriteResource(resource: Resource, names: ReadonlyMap<string, string>): Resource {
  const rewriteMethod = (method: Method): Method => ({
    ...method,
    params: rewriteFields(method.params, names),
    answer: rewriteType(method.answer, names),
  });
  return { ...resource, methods: resource.methods.map(rewriteMethod) };
}

function rewriteFields(fields: readonly Field[], names: ReadonlyMap<string, string>): Field[] {
  return fields.map((field) => ({ ...field, type: rewriteType(field.type, names) }));
}

function rewriteType(type: Type, names: ReadonlyMap<string, string>): Type {
  const name = names.get(keyOf(type));
  return name === undefined ? rewriteParts(type, names) : { kind: "reference", name };
}

function rewriteParts(type: Type, names: ReadonlyMap<string, string>): Type {
  switch (type.kind) {
    case "object":
      return { ...type, fields: rewriteFields(type.fields, names) };
    case "list":
      return { ...type, items: rewriteType(type.items, names) };
    case "map":
      return { ...type, values: rewriteType(type.values, names) };
    case "union":
    case "intersection":
      return { ...type, types: type.types.map((part) => rewriteType(part, names)) };
    default:
      return type;
  }
}
