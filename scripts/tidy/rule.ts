import type { House } from "./house.ts";

/** One place where a rule is broken. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface Rule {
  /** The rule as a sentence: what is true of the house when nothing is found. */
  readonly name: string;
  /** What to do instead. */
  readonly instead: string;
  check(house: House): Finding[];
}

/** A finding as one line of a terminal, which editors can follow. */
export function formatFinding({ file, line, message }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${message}`;
}
