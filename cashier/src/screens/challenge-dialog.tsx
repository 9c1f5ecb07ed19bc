import { useEffect, useRef } from "preact/hooks";
import { useForm } from "../form/form-context.ts";
import { Icon } from "../ui/icon.tsx";
import { isChallengeEnd } from "./challenge-message.ts";

/** The bank's page in a dialog. It ends by the bank's message, by the cross, or by Escape. */
export function ChallengeDialog({ url }: { url: string }) {
  const { verbs, messages } = useForm();
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const close = () => void verbs.endChallenge(true);

  useEffect(() => {
    dialog.current?.showModal();
    frame.current?.focus();
    const listen = (event: MessageEvent) => {
      const ours = event.origin === location.origin && event.source === frame.current?.contentWindow;
      if (ours && isChallengeEnd(event.data)) void verbs.endChallenge(false);
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, []);

  return (
    <dialog ref={dialog} class="challenge" aria-labelledby="challenge-title" onClose={close}>
      <div class="dialog-bar">
        <h2 id="challenge-title">{messages.challenge_title}</h2>
        <button type="button" class="icon-button" aria-label={messages.challenge_close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <iframe ref={frame} src={url} title={messages.challenge_title} />
    </dialog>
  );
}
