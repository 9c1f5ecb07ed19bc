import { useLayoutEffect, useState } from "preact/hooks";
import { FormProvider } from "../form/form-context.ts";
import type { SavingMessages } from "../messages/saving.ts";
import { Challenge } from "../screens/challenge.tsx";
import { MessageScreen } from "../screens/message-screen.tsx";
import { Processing } from "../screens/processing.tsx";
import { CardForm } from "./card-form.tsx";
import { CardFrame } from "./card-frame.tsx";
import { Saved } from "./saved.tsx";
import type { Saving } from "./saving.ts";
import { SavingProvider, useSaving, type WindowExits } from "./saving-page.ts";
import { screenOf } from "./state.ts";

interface SavingAppProps {
  saving: Saving;
  messages: SavingMessages;
  exits: WindowExits | null;
}

/** The whole page on which a card is saved. */
export function SavingApp({ saving, messages, exits: known_exits }: SavingAppProps) {
  const [state, setState] = useState(saving.store.get());
  useLayoutEffect(() => {
    setState(saving.store.get());
    return saving.store.subscribe(setState);
  }, [saving]);
  // The server cannot know whether somebody opened the window, so the first picture has no way back to them.
  const exits = state.started ? known_exits : null;
  return (
    <SavingProvider value={{ saving, state, messages, exits }}>
      <FormProvider value={{ verbs: saving, state, messages }}>
        <Screen />
      </FormProvider>
    </SavingProvider>
  );
}

function Screen() {
  const { state, messages, exits } = useSaving();
  const screen = screenOf(state);
  switch (screen) {
    case "saved":
    case "already_saved":
      return <Saved already_saved={screen === "already_saved"} />;
    case "expired":
    case "wrong_token":
    case "not_found":
      return <MessageScreen kind={screen} messages={messages} onClose={exits?.close ?? null} />;
    case "form":
      return <CardFrame panel={<CardForm />} />;
    case "challenge":
      return <CardFrame panel={<Challenge url={state.view.challenge_url} />} />;
    case "processing":
      return <CardFrame panel={<Processing />} />;
  }
}
