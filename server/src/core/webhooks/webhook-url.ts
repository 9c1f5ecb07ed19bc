import { type Refusal, refuse } from "../../kit/result.ts";
import { namesPrivateHost } from "./address-guard.ts";

const MAX_LENGTH = 2048;

/** Why a URL cannot receive webhooks, or undefined when it can, as far as the text tells. */
export function refuseWebhookUrl(text: string, allow_private: boolean): Refusal | undefined {
  const problem = problemOf(text, allow_private);
  return problem === undefined ? undefined : refuse("parameter_invalid", `url ${problem}`, "url");
}

function problemOf(text: string, allow_private: boolean): string | undefined {
  if (text.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters.`;
  if (/[\s\p{Cc}]/u.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return "must be a complete http:// or https:// address.";
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "must not contain a user name or a password.";
  if (!allow_private && namesPrivateHost(url)) return "must be reachable from the public Internet.";
  return undefined;
}
