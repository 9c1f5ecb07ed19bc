import type pg from "pg";
import { readTimestamp, TIMESTAMPTZ_OID } from "./timestamps.ts";

/** Reads the value of a column where it stands among what was received. */
export type ColumnReader = (bytes: Buffer, start: number, end: number) => unknown;

const BOOL_OID = 16;
const INTEGER_OIDS = [20, 21, 23];
const TEXT_OID = 25;
const JSON_OID = 114;
const TEXT_ARRAY_OID = 1009;
const UUID_OID = 2950;
const ASCII_END = 0x80;
const ZERO = 48;
const MINUS = 45;
const TRUE = 0x74;
/** Fewer than the greatest number has that is exact. */
const SAFE_DIGITS = 15;
/** What is longer is seldom the same again. */
const LONGEST_REPEATED = 24;

/** Of these, PostgreSQL is asked for the value itself, which costs both sides less than its text. */
export function binaryReader(oid: number): ColumnReader | undefined {
  return oid === TIMESTAMPTZ_OID ? readTimestamp : undefined;
}

/** How texts of a type are read: as `types` would read their texts, without making a text first where that is easy. */
export function columnReader(oid: number, types: pg.CustomTypesConfig): ColumnReader {
  const parse = types.getTypeParser(oid, "text") as (text: string) => unknown;
  if (oid === BOOL_OID) return (bytes, start) => bytes[start] === TRUE;
  if (oid === UUID_OID) return (bytes, start, end) => bytes.toString("latin1", start, end);
  const readText = createTextReader();
  if (oid === TEXT_OID) return readText;
  if (oid === JSON_OID) return createJsonReader(readText, parse);
  if (oid === TEXT_ARRAY_OID)
    return createListReader(readText, parse as (text: string) => readonly unknown[]);
  if (INTEGER_OIDS.includes(oid)) {
    return (bytes, start, end) =>
      end - start > SAFE_DIGITS ? parse(readText(bytes, start, end)) : readInteger(bytes, start, end);
  }
  return (bytes, start, end) => parse(readText(bytes, start, end));
}

type TextReader = (bytes: Buffer, start: number, end: number) => string;

/** Mostly there is nothing in it. */
function createJsonReader(readText: TextReader, parse: (text: string) => unknown): ColumnReader {
  return (bytes, start, end) => {
    const text = readText(bytes, start, end);
    return text === "{}" ? {} : parse(text);
  };
}

/** A list that says the same again is a copy of the last one, so that whoever changes it changes no other. */
function createListReader(readText: TextReader, parse: (text: string) => readonly unknown[]): ColumnReader {
  let last_text = "";
  let last: readonly unknown[] = [];
  return (bytes, start, end) => {
    const text = readText(bytes, start, end);
    if (text !== last_text) {
      last = parse(text);
      last_text = text;
    }
    return [...last];
  };
}

function readInteger(bytes: Buffer, start: number, end: number): number {
  const is_negative = bytes[start] === MINUS;
  let value = 0;
  for (let index = is_negative ? start + 1 : start; index < end; index++) {
    value = value * 10 + (bytes[index] as number) - ZERO;
  }
  return is_negative ? -value : value;
}

/** A column often says the same again, such as a currency: then the text is there already. */
function createTextReader(): TextReader {
  let last = "";
  return (bytes, start, end) => {
    if (end - start > LONGEST_REPEATED) return bytes.toString("utf8", start, end);
    if (!isWritten(last, bytes, start, end)) last = bytes.toString("utf8", start, end);
    return last;
  };
}

/** Whether a text stands there; of one that is not all ASCII, that is not told. */
function isWritten(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let index = 0; index < text.length; index++) {
    const byte = bytes[start + index] as number;
    if (byte !== text.charCodeAt(index) || byte >= ASCII_END) return false;
  }
  return true;
}
