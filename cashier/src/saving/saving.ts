import { CARD_FIELDS, type FieldName, type Fields, problemOf, problemsOf } from "../checkout/fields.ts";
import { typedCard } from "../checkout/pay-request.ts";
import { createStore, type Store } from "../checkout/store.ts";
import type { FormVerbs } from "../form/form-context.ts";
import type { CardView } from "../view.ts";
import type { SavingContext, SavingPorts } from "./context.ts";
import { sendAndSettle, watchVerification } from "./settle.ts";
import { initialState, type SavingState, screenOf } from "./state.ts";

/** One buyer's way to one saved card. */
export interface Saving extends FormVerbs {
  store: Pick<Store<SavingState>, "get" | "subscribe">;
  /** Makes the page usable, and takes up a verification that was under way when it was loaded. */
  start(typed: Partial<Fields>): void;
}

/** Creates the page's doings for one view. Nothing is sent before it is started. */
export function createSaving(view: CardView, ports: SavingPorts): Saving {
  const context = { store: createStore(initialState(view)), ports };
  const { store } = context;
  return {
    store,
    start(typed) {
      store.update({ started: true, fields: { ...store.get().fields, ...typed } });
      void watchVerification(context);
    },
    type: (field, value) => change(context, field, value),
    leave: (field) => check(context, field),
    submit: () => submit(context),
    endChallenge: () => endChallenge(context),
    resumeChallenge: () => store.update({ challenge_interrupted: false, notice: null }),
  };
}

function change({ store }: SavingContext, field: FieldName, value: string): void {
  const { fields, problems: known, notice } = store.get();
  const { [field]: _corrected, ...problems } = known;
  const corrected = notice?.kind === "fields" && Object.keys(problems).length === 0;
  store.update({ fields: { ...fields, [field]: value }, problems, notice: corrected ? null : notice });
}

function check({ store, ports }: SavingContext, field: FieldName): void {
  const { fields, problems } = store.get();
  const problem = fields[field] && problemOf(field, fields, ports.today());
  if (problem) store.update({ problems: { ...problems, [field]: problem } });
}

/** Checks the form and sends the card. A second press while the first is on its way does nothing. */
async function submit(context: SavingContext): Promise<void> {
  const { store, ports } = context;
  const { started, sending, fields } = store.get();
  if (!started || sending || screenOf(store.get()) !== "form") return;
  if (!passesChecks(context)) return;
  store.update({ sending: "form", notice: null, problems: {} });
  const request = { attempt_key: ports.newKey(), ...typedCard(fields) };
  await sendAndSettle(context, () => ports.api.confirm(request), "unreachable");
}

function passesChecks({ store, ports }: SavingContext): boolean {
  const problems = problemsOf(store.get().fields, ports.today(), CARD_FIELDS);
  const fields = CARD_FIELDS.filter((field) => problems[field]);
  const [first] = fields;
  if (first) store.update({ problems, notice: { kind: "fields", fields }, focus: { target: first } });
  return first === undefined;
}

/** Tells the server that the bank's page has ended, or that the buyer has closed it. */
async function endChallenge(context: SavingContext): Promise<void> {
  const { store, ports } = context;
  if (store.get().sending || screenOf(store.get()) !== "challenge") return;
  store.update({ sending: "authentication", challenge_interrupted: false });
  await sendAndSettle(context, () => ports.api.authenticated(), "authentication_failed");
}
