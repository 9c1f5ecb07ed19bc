import { useForm } from "../form/form-context.ts";
import { ScreenTitle } from "../ui/screen-title.tsx";
import { Spinner } from "../ui/spinner.tsx";

/** The bank has not decided yet. */
export function Processing() {
  const { state, messages } = useForm();
  return (
    <div class="waiting">
      <Spinner />
      <ScreenTitle level={2}>{messages.processing_title}</ScreenTitle>
      <p role="status">{state.slow ? messages.processing_slow : messages.processing_text}</p>
    </div>
  );
}
