import { expect, test } from "vitest";
import type { Answer } from "../checkout/api.ts";
import { exampleFields } from "../test-support.ts";
import type { CardView, ConfirmRequest } from "../view.ts";
import { createSaving } from "./saving.ts";
import { screenOf } from "./state.ts";

function exampleView(changes: Partial<CardView> = {}): CardView {
  return {
    setup_intent_id: "seti_example",
    status: "requires_payment_method",
    verifying: false,
    livemode: true,
    merchant_name: "Northwind",
    customer_email: null,
    card: null,
    challenge_url: null,
    last_error: null,
    ...changes,
  };
}

const told = (changes: Partial<CardView>): Answer<CardView> => ({ kind: "view", view: exampleView(changes) });
const saved = told({ status: "succeeded" });
const unreachable: Answer<CardView> = { kind: "unreachable" };
const inProgress: Answer<CardView> = {
  kind: "refused",
  status: 409,
  code: "payment_in_progress",
  field: null,
  view: null,
};

type Script = Partial<Record<"state" | "confirm" | "authenticated", Answer<CardView>[]>>;

/** A started page with a filled form and a server that gives prepared answers, each list's last one for ever. */
function exampleSaving(script: Script, view = exampleView()) {
  const sent: ConfirmRequest[] = [];
  const next = async (verb: keyof Script): Promise<Answer<CardView>> => {
    const answers = script[verb] ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? told({});
  };
  let keys = 0;
  const saving = createSaving(view, {
    api: {
      state: () => next("state"),
      confirm: (body) => {
        sent.push(body);
        return next("confirm");
      },
      authenticated: () => next("authenticated"),
    },
    wait: async () => {},
    today: () => new Date("2026-06-15"),
    newKey: () => `key_${++keys}`,
  });
  const { number, expiry, cvc, name } = exampleFields;
  saving.start({ number, expiry, cvc, name });
  return { saving, sent, screen: () => screenOf(saving.store.get()), state: () => saving.store.get() };
}

test("a card is sent once, however often the button is pressed", async () => {
  const { saving, sent, screen } = exampleSaving({ confirm: [saved] });
  await Promise.all([saving.submit(), saving.submit()]);
  await saving.submit();
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2030, cvc: "123" };
  expect(sent).toEqual([{ attempt_key: "key_1", name: "Ada Lovelace", card }]);
  expect(screen()).toBe("saved");
});

test("a form with problems is not sent, and the first wrong field is pointed at", async () => {
  const { saving, sent, state } = exampleSaving({});
  saving.type("number", "4242 4242 4242 4241");
  saving.type("name", "");
  await saving.submit();
  expect(sent).toEqual([]);
  expect(state().problems).toEqual({ number: "number_invalid", name: "name_required" });
  expect(state().focus).toEqual({ target: "number" });
  saving.type("number", "4242 4242 4242 4242");
  saving.type("name", "Ada");
  expect(state().notice).toBeNull();
});

test("a decline is told, and only the security code has to be typed again", async () => {
  const { saving, state, screen } = exampleSaving({
    confirm: [
      { kind: "refused", status: 402, code: "card_declined", field: null, view: exampleView() },
      saved,
    ],
  });
  await saving.submit();
  expect(state().notice).toMatchObject({ code: "card_declined" });
  expect([state().fields.cvc, state().fields.number]).toEqual(["", exampleFields.number]);
  saving.type("cvc", "123");
  await saving.submit();
  expect(screen()).toBe("saved");
});

test("a connection that breaks is tried again with the same key", async () => {
  const { saving, sent, screen } = exampleSaving({ confirm: [unreachable, unreachable, saved] });
  await saving.submit();
  expect(sent.map(({ attempt_key }) => attempt_key)).toEqual(["key_1", "key_1", "key_1"]);
  expect(screen()).toBe("saved");
});

test("a server that cannot be reached at all is told, and the card can be sent again", async () => {
  const { saving, state, screen } = exampleSaving({ confirm: [unreachable], state: [unreachable] });
  await saving.submit();
  expect(state().notice).toMatchObject({ code: "unreachable" });
  expect([state().sending, screen()]).toEqual([null, "form"]);
});

test("a card that another tab is saving is waited for", async () => {
  const { saving, screen } = exampleSaving({
    confirm: [inProgress],
    state: [told({ verifying: true }), told({ verifying: true }), saved],
  });
  await saving.submit();
  expect(screen()).toBe("saved");
});

test("a verification under way when the page is loaded is followed to its end", async () => {
  const view = exampleView({ verifying: true });
  const { screen } = exampleSaving({ state: [told({ last_error: { code: "card_declined" } })] }, view);
  expect(screen()).toBe("processing");
  await expect.poll(screen).toBe("form");
});

test("the bank's page that was closed without an answer is not opened again at once", async () => {
  const challenged = told({ status: "requires_action", challenge_url: "/challenge" });
  const { saving, state, screen } = exampleSaving({ confirm: [challenged], authenticated: [challenged] });
  await saving.submit();
  expect([screen(), state().challenge_interrupted]).toEqual(["challenge", false]);
  await saving.endChallenge(true);
  expect([screen(), state().challenge_interrupted]).toEqual(["challenge", true]);
  saving.resumeChallenge();
  expect(state().challenge_interrupted).toBe(false);
});

test.each([
  ["succeeded", "already_saved"],
  ["canceled", "expired"],
] as const)("a setup intent that is %s when the page is loaded shows %s", (status, expected) => {
  expect(exampleSaving({}, exampleView({ status })).screen()).toBe(expected);
});
