import { fill } from "../messages/index.ts";
import { formatAmount, formatRate } from "../money.ts";
import { usePage } from "../page-context.ts";
import type { CheckoutTax } from "../view.ts";

/** Subtotal, tax and total, and the voice that tells when they change. */
export function Totals() {
  const { state, messages } = usePage();
  const { view, updating } = state;
  const amount = (value: number) => <dd class="amount">{formatAmount(value, view)}</dd>;
  return (
    <div class="totals" aria-busy={updating}>
      <dl class={updating ? "pending" : ""}>
        {view.tax && (
          <>
            <div>
              <dt>{messages.subtotal}</dt>
              {amount(view.amount_subtotal)}
            </div>
            <div class={view.tax.inclusive ? "muted" : ""}>
              <dt>
                <TaxName tax={view.tax} />
              </dt>
              {amount(view.amount_tax)}
            </div>
          </>
        )}
        <div class="grand">
          <dt>{messages.total}</dt>
          {amount(view.amount_total)}
        </div>
      </dl>
      {view.tax?.estimated && <p class="note">{messages.tax_estimated}</p>}
      {view.tax?.reverse_charge && (
        <p class="note">
          {fill(messages.tax_reversed_note, { name: messages.tax_kinds[view.tax.kind ?? "none"] })}
        </p>
      )}
      <p class={updating ? "note updating" : "unseen"} role="status">
        {updating
          ? messages.updating_total
          : state.started && fill(messages.total_is, { amount: formatAmount(view.amount_total, view) })}
      </p>
    </div>
  );
}

function TaxName({ tax }: { tax: CheckoutTax }) {
  const { state, messages } = usePage();
  const name = messages.tax_kinds[tax.kind ?? "none"];
  const rate = formatRate(tax, state.view.locale);
  if (tax.reverse_charge) return <>{fill(messages.tax_reversed, { name })}</>;
  if (tax.inclusive) {
    return (
      <>{rate ? fill(messages.tax_included, { name, rate }) : fill(messages.tax_included_plain, { name })}</>
    );
  }
  const added = rate ? fill(messages.tax_added, { name, rate }) : fill(messages.tax_added_plain, { name });
  return <>{added.charAt(0).toUpperCase() + added.slice(1)}</>;
}
