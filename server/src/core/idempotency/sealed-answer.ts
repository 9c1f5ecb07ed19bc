import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { RenderedAnswer } from "./exchange.ts";

const PURPOSE = "stored_answer";
/** No answer of an API begins like this: they are JSON. */
const MARK = "sealed:";

/** An answer as it may be kept when it holds a secret. */
export async function sealAnswer(
  core: Core,
  scope: Scope,
  { status, body }: RenderedAnswer,
): Promise<RenderedAnswer> {
  const sealed = await core.vault.sealSecret(scope, PURPOSE, body);
  return { status, body: MARK + sealed.toString("base64") };
}

/** The body of a kept answer, as it was sent. */
export async function unsealAnswer(core: Core, scope: Scope, body: string): Promise<string> {
  if (!body.startsWith(MARK)) return body;
  return core.vault.openSecret(scope, PURPOSE, Buffer.from(body.slice(MARK.length), "base64"));
}
