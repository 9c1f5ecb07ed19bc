import type { ApiModel, EventKind, Schema } from "../model.ts";
import { docComment } from "./comment.ts";
import { typeName } from "./names.ts";
import { writeObject, writeType } from "./write-type.ts";

const EVENT = "Event";

/** The objects of the API, and its events as a union in which the type tells what the event is about. */
export function writeObjects({ schemas, events }: ApiModel): string {
  const written = schemas.map((schema) =>
    schema.name === EVENT && events.length > 0 ? writeEvent(schema, events) : writeSchema(schema),
  );
  return written.join("\n");
}

function writeSchema({ name, description, type }: Schema, written_name = typeName(name)): string {
  const comment = docComment([description], "");
  if (type.kind === "object") {
    return `${comment}export interface ${written_name} ${writeObject(type.fields, "", type.is_open)}\n`;
  }
  return `${comment}export type ${written_name} = ${writeType(type)};\n`;
}

function writeEvent(schema: Schema, events: readonly EventKind[]): string {
  const objects = events.map(
    ({ type, object, without }) => `  "${type}": ${writeSubject(object, without)};\n`,
  );
  return [
    writeSchema({ ...schema, description: "What every event has." }, "AnyEvent"),
    `/** What an event of each type is about. */\nexport interface EventObjects {\n${objects.join("")}}\n`,
    `export type EventType = keyof EventObjects;\n`,
    `/** An event of one type. */
export type EventOf<Type extends EventType> = Omit<AnyEvent, "type" | "data"> & {
  type: Type;
  data: Omit<AnyEvent["data"], "object"> & { object: EventObjects[Type] };
};\n`,
    `${docComment([schema.description, "Its `type` tells what `data.object` is."], "")}export type Event = { [Type in EventType]: EventOf<Type> }[EventType];\n`,
  ].join("\n");
}

function writeSubject(object: string | undefined, without: readonly string[]): string {
  if (object === undefined) return "Record<string, unknown>";
  const name = typeName(object);
  const hidden = without.map((field) => JSON.stringify(field)).join(" | ");
  return hidden === "" ? name : `Omit<${name}, ${hidden}>`;
}
