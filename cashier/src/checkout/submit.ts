import type { CheckoutView } from "../view.ts";
import { fieldsToFill } from "./chosen-card.ts";
import type { CheckoutContext } from "./context.ts";
import { FIELD_ORDER, problemsOf } from "./fields.ts";
import { noticeFor } from "./notice.ts";
import { payRequestOf } from "./pay-request.ts";
import { sendAndSettle } from "./settle.ts";
import { screenOf } from "./state.ts";

/** Checks the form and pays. A second press while the first is on its way does nothing. */
export async function submit(context: CheckoutContext): Promise<void> {
  const { store } = context;
  const { started, sending } = store.get();
  if (!started || sending || screenOf(store.get()) !== "form") return;
  if (!passesChecks(context)) return;

  store.update({ sending: "form", notice: null, problems: {} });
  if (!(await agreesOnAmount(context))) return;
  const request = payRequestOf(store.get(), context.ports.newKey());
  await sendAndSettle(context, () => context.ports.api.pay(request), "unreachable");
}

function passesChecks({ store, ports }: CheckoutContext): boolean {
  const problems = problemsOf(store.get().fields, ports.today(), fieldsToFill(store.get()));
  const fields = FIELD_ORDER.filter((field) => problems[field]);
  const [first] = fields;
  if (first) store.update({ problems, notice: { kind: "fields", fields }, focus: { target: first } });
  return first === undefined;
}

/** Waits for the tax of the latest address. The buyer pays the amount that was on the button, or is asked again. */
async function agreesOnAmount({ store, location }: CheckoutContext): Promise<boolean> {
  const pressed = amountsOf(store.get().view);
  await location.settled();
  const { view, problems } = store.get();
  if (amountsOf(view) !== pressed) {
    store.update({
      sending: null,
      notice: noticeFor("amount_changed"),
      focus: { target: "notice" },
    });
    return false;
  }
  const payable = screenOf(store.get()) === "form" && Object.keys(problems).length === 0;
  if (!payable) store.update({ sending: null });
  return payable;
}

/** What is paid now, and what is paid later. */
function amountsOf({ amount_total, recurring }: CheckoutView): string {
  return `${amount_total} ${recurring?.amount}`;
}
