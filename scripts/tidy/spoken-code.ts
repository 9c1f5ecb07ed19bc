import type { ESTree } from "vite";
import type { Source } from "./source.ts";

export type Expression = ESTree.Expression;

interface Call {
  readonly callee: string;
  readonly arguments: readonly (Expression | undefined)[];
}

interface NamedFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** What of a file matters for the sentences that it says. */
export interface SpokenCode {
  readonly source: Source;
  readonly calls: readonly Call[];
  readonly functions: readonly NamedFunction[];
  readonly constants: ReadonlyMap<string, Expression>;
  /** Values of the properties of its objects. */
  readonly properties: readonly { readonly name: string; readonly value: Expression }[];
}

export function readSpokenCode(source: Source): SpokenCode {
  const calls: Call[] = [];
  const functions: NamedFunction[] = [];
  const constants = new Map<string, Expression>();
  const properties: { name: string; value: Expression }[] = [];
  const addCall = ({ callee, arguments: given }: ESTree.CallExpression | ESTree.NewExpression) => {
    if (callee.type !== "Identifier") return;
    calls.push({
      callee: callee.name,
      arguments: given.map((argument) => (argument.type === "SpreadElement" ? undefined : argument)),
    });
  };
  const addFunction = (
    name: string,
    { params, start, end }: ESTree.Function | ESTree.ArrowFunctionExpression,
  ) => functions.push({ name, parameters: params.map((parameter) => nameOf(parameter)), start, end });
  source.visit({
    CallExpression: addCall,
    NewExpression: addCall,
    FunctionDeclaration: (node) => addFunction(node.id?.name ?? "", node),
    MethodDefinition: ({ value }) => addFunction("", value),
    VariableDeclarator: ({ id, init }) => {
      if (id.type !== "Identifier" || init === null) return;
      constants.set(id.name, init);
      if (init.type === "ArrowFunctionExpression") addFunction(id.name, init);
    },
    ObjectExpression: (node) => {
      for (const property of node.properties) {
        if (property.type !== "Property" || property.computed || property.key.type !== "Identifier") continue;
        properties.push({ name: property.key.name, value: property.value });
      }
    },
  });
  return { source, calls, functions, constants, properties };
}

function nameOf(parameter: { type: string }): string {
  return parameter.type === "Identifier" ? (parameter as { type: string; name: string }).name : "";
}
