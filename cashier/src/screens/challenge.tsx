import { useForm } from "../form/form-context.ts";
import { NoticeBox } from "../form/notice-box.tsx";
import { ScreenTitle } from "../ui/screen-title.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ChallengeDialog } from "./challenge-dialog.tsx";

/** The buyer's bank asks to confirm in a frame of its own, at that address. */
export function Challenge({ url }: { url: string | null }) {
  const { verbs, state, messages } = useForm();
  const { started, sending, challenge_interrupted, reconnecting } = state;
  const checking = reconnecting ? messages.reconnecting : messages.challenge_checking;
  return (
    <div class="waiting">
      <NoticeBox />
      {!challenge_interrupted && <Spinner />}
      <ScreenTitle level={2}>{messages.challenge_title}</ScreenTitle>
      <p role="status">{sending ? checking : messages.challenge_text}</p>
      {challenge_interrupted && (
        <button type="button" class="pay" onClick={() => verbs.resumeChallenge()}>
          {messages.challenge_resume}
        </button>
      )}
      {started && !sending && !challenge_interrupted && url && <ChallengeDialog key={url} url={url} />}
    </div>
  );
}
