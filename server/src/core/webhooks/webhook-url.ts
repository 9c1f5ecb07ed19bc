import type { MessageValues } from "../../kit/message.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { hasCredentials, parseWebAddress } from "../../kit/web-address.ts";
import { namesPrivateHost } from "./address-guard.ts";

const MAX_LENGTH = 2048;

/** Why a URL cannot receive webhooks, or undefined when it can, as far as the text tells. */
export function refuseWebhookUrl(text: string, allow_private: boolean): Refusal | undefined {
  if (text.length > MAX_LENGTH) {
    return refuseUrl("url must have at most {limit} characters.", { limit: MAX_LENGTH });
  }
  const url = parseWebAddress(text);
  if (url === undefined) return refuseUrl("url must be a complete http:// or https:// address.");
  if (hasCredentials(url)) return refuseUrl("url must not contain a user name or a password.");
  if (!allow_private && namesPrivateHost(url)) {
    return refuseUrl("url must be reachable from the public Internet.");
  }
  return undefined;
}

function refuseUrl(template: string, values?: MessageValues): Refusal {
  return refuse("parameter_invalid", template, "url", values);
}
