import { renderToString } from "preact-render-to-string";
import { App } from "./app.tsx";
import { createApi } from "./checkout/api.ts";
import { newAttemptKey } from "./checkout/attempt-key.ts";
import { createCheckout } from "./checkout/checkout.ts";
import { initialState, screenOf } from "./checkout/state.ts";
import { wait } from "./checkout/wait.ts";
import { messagesFor, messagesOf, savingMessagesFor } from "./messages/catalogue.ts";
import { embedTexts } from "./messages/page-texts.ts";
import { createSavingApi } from "./saving/api.ts";
import { SavingApp } from "./saving/app.tsx";
import { createSaving } from "./saving/saving.ts";
import { initialState as initialSavingState, screenOf as savingScreenOf } from "./saving/state.ts";
import { savingTitleOf } from "./saving/title.ts";
import { MessageScreen } from "./screens/message-screen.tsx";
import { titleOf } from "./title.ts";
import type { CardView, CheckoutView, Locale } from "./view.ts";

export type { CheckoutView } from "./view.ts";

/** A page body, and what its shell has to say about it. */
export interface RenderedPage {
  html: string;
  title: string;
  lang: string;
  dir: "ltr";
}

/** Renders the page of one session, to be taken over by the browser with the same view. */
export function renderCheckout(view: CheckoutView): RenderedPage {
  const checkout = createCheckout(view, {
    api: createApi(view.session_id, "", fetch),
    wait,
    today: () => new Date(),
    newKey: () => newAttemptKey(crypto),
  });
  const messages = messagesOf(view);
  const body = renderToString(<App checkout={checkout} messages={messages} exits={null} />);
  const title = titleOf(screenOf(initialState(view)), messages, view.merchant_name);
  return { html: body + embedTexts(messages), title, lang: view.locale, dir: "ltr" };
}

/** Renders the page on which a card is saved. */
export function renderCardPage({ view, locale }: { view: CardView; locale: Locale }): RenderedPage {
  const saving = createSaving(view, {
    api: createSavingApi(view.setup_intent_id, "", fetch),
    wait,
    today: () => new Date(),
    newKey: () => newAttemptKey(crypto),
  });
  const messages = savingMessagesFor(locale);
  const body = renderToString(<SavingApp saving={saving} messages={messages} exits={null} />);
  const title = savingTitleOf(savingScreenOf(initialSavingState(view)), messages, view.merchant_name);
  return { html: body + embedTexts(messages), title, lang: locale, dir: "ltr" };
}

/** Renders a page for an address that has no session to show. */
export function renderMessagePage(input: {
  locale: Locale;
  kind: "wrong_token" | "not_found" | "error";
  /** What the address would have been of. */
  of?: "checkout" | "card";
}): RenderedPage {
  const messages = input.of === "card" ? savingMessagesFor(input.locale) : messagesFor(input.locale);
  const html = renderToString(<MessageScreen kind={input.kind} messages={messages} />) + embedTexts(messages);
  return { html, title: messages[`${input.kind}_title`], lang: input.locale, dir: "ltr" };
}
