import type { Messages } from "../messages/index.ts";
import { Icon } from "../ui/icon.tsx";
import { webUrl } from "../web-url.ts";

export type MessageKind = "expired" | "wrong_token" | "not_found" | "error";

interface MessageScreenProps {
  kind: MessageKind;
  messages: Messages;
  cancel_url?: string | null;
  /** Given when the page lies in an overlay that it can ask to be closed. */
  onClose?: (() => void) | null;
}

/** A page that only says why there is nothing to pay here. It needs no session and no script. */
export function MessageScreen({ kind, messages, cancel_url = null, onClose = null }: MessageScreenProps) {
  const url = onClose ? null : webUrl(cancel_url);
  return (
    <div class="page single">
      <main data-message={kind}>
        <div class="card">
          <span class="mark">
            <Icon name={kind === "expired" ? "clock" : "alert"} />
          </span>
          <h1 class="screen-title">{messages[`${kind}_title`]}</h1>
          <p>{messages[`${kind}_text`]}</p>
          {onClose && (
            <button type="button" class="pay" onClick={onClose}>
              {messages.close}
            </button>
          )}
          {url && (
            <a class="pay" href={url}>
              {messages.back_to_shop}
            </a>
          )}
        </div>
      </main>
      <footer>{messages.powered_by}</footer>
    </div>
  );
}
