import type { FormVerbs } from "../form/form-context.ts";
import type { CheckoutView } from "../view.ts";
import { afterLocation } from "./answers.ts";
import { endChallenge } from "./challenge.ts";
import type { CheckoutContext, CheckoutPorts } from "./context.ts";
import { type FieldName, type Fields, problemOf } from "./fields.ts";
import { createLocationUpdater } from "./location.ts";
import { watchProcessing } from "./settle.ts";
import { type CheckoutState, initialState } from "./state.ts";
import { createStore, type Store } from "./store.ts";
import { submit } from "./submit.ts";

/** One buyer's way through one session. */
export interface Checkout extends FormVerbs {
  store: Pick<Store<CheckoutState>, "get" | "subscribe">;
  /** Makes the page usable, and takes up a payment that was under way when it was loaded. */
  start(embedded: boolean, typed: Partial<Fields>): void;
  /** Takes one of the saved cards, or with null another one, which the buyer types. */
  choose(card_id: string | null): void;
  keep(keep_card: boolean): void;
}

/** Creates the checkout of one view. Nothing is sent before it is started. */
export function createCheckout(view: CheckoutView, ports: CheckoutPorts): Checkout {
  const context = createContext(view, ports);
  const { store } = context;
  return {
    store,
    start(embedded, typed) {
      store.update({ started: true, embedded });
      change(context, typed);
      void watchProcessing(context);
    },
    type: (field, value) => change(context, { [field]: value }),
    leave: (field) => check(context, field),
    choose: (chosen_card_id) => store.update({ chosen_card_id, problems: {}, notice: null }),
    keep: (keep_card) => store.update({ keep_card }),
    submit: () => submit(context),
    endChallenge: (closed) => endChallenge(context, closed),
    resumeChallenge: () => store.update({ challenge_interrupted: false, notice: null }),
  };
}

function createContext(view: CheckoutView, ports: CheckoutPorts): CheckoutContext {
  const store = createStore(initialState(view));
  const location = createLocationUpdater(
    {
      location: (body) => ports.api.location(body),
      wait: ports.wait,
      onUpdating: (updating) => store.update({ updating }),
      apply: (answer) => store.update(afterLocation(store.get(), answer)),
    },
    store.get().fields,
  );
  return { store, ports, location };
}

/** Takes over what was typed. What was wrong with a field is forgotten while it is being corrected. */
function change({ store, location }: CheckoutContext, patch: Partial<Fields>): void {
  const { fields: before, problems: known, notice } = store.get();
  const moved = patch.country !== undefined && patch.country !== before.country;
  const fields = { ...before, ...(moved && { region: "", postal_code: "" }), ...patch };
  const problems = { ...known };
  for (const field of Object.keys(patch) as FieldName[]) delete problems[field];
  if (moved) {
    delete problems.region;
    delete problems.postal_code;
  }
  const corrected = notice?.kind === "fields" && Object.keys(problems).length === 0;
  store.update({ fields, problems, notice: corrected ? null : notice });
  location.changed(fields);
}

/** Tells early what is wrong with a field that the buyer has filled and left. An empty one waits for the payment. */
function check({ store, ports }: CheckoutContext, field: FieldName): void {
  const { fields, problems } = store.get();
  const problem = fields[field] && problemOf(field, fields, ports.today());
  if (problem) store.update({ problems: { ...problems, [field]: problem } });
}
