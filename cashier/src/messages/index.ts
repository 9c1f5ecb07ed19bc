import type { en } from "./en.ts";

/** A text and the names of the {variables} in it, which the compiler remembers for `fill`. */
export type Text<Variables extends string> = string & { readonly variables?: Variables };

type VariablesOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | VariablesOf<Rest>
  : never;

export type Translated<T> = {
  [Key in keyof T]: T[Key] extends string ? Text<VariablesOf<T[Key]>> : Translated<T[Key]>;
};

/** Every text of the page. English defines the keys; a language that misses one does not compile. */
export type Messages = Translated<typeof en>;

/** A sentence shown above the form after something went wrong. */
export type NoticeCode = keyof Messages["notices"];
/** A sentence shown below one field. */
export type FieldProblem = keyof Messages["field_problems"];

/** Puts values into a text. */
export function fill<Variables extends string>(
  text: Text<Variables>,
  values: Record<Variables, string | number>,
): string {
  return text.replace(/\{(\w+)\}/g, (_, name: Variables) => String(values[name]));
}
