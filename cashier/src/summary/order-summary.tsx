import { useState } from "preact/hooks";
import { fill } from "../messages/index.ts";
import { formatAmount } from "../money.ts";
import { usePage } from "../page-context.ts";
import type { CheckoutLine } from "../view.ts";
import { termsOf } from "./terms.ts";
import { Totals } from "./totals.tsx";

const LINES_ON_A_PHONE = 3;

/** What is bought, and what it costs. */
export function OrderSummary() {
  const { state, messages } = usePage();
  const { view } = state;
  return (
    <>
      <h1 id="summary-title">{fill(messages.pay_merchant, { merchant: view.merchant_name })}</h1>
      {view.mode !== "setup" && (
        <>
          <p class={state.updating ? "headline pending" : "headline"}>
            {formatAmount(view.amount_total, view)}
          </p>
          {view.recurring && <p class="terms">{termsOf(view.recurring, view, messages)}</p>}
          <Lines />
          <Totals />
        </>
      )}
    </>
  );
}

function Lines() {
  const { state, messages } = usePage();
  const [all, setAll] = useState(false);
  const { lines } = state.view;
  const long = lines.length > LINES_ON_A_PHONE && !all;
  return (
    <>
      <ul class={long ? "lines long" : "lines"} aria-label={messages.order_summary}>
        {lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </ul>
      {long && (
        <button type="button" class="text-button show-all" onClick={() => setAll(true)}>
          {fill(messages.show_all_lines, { count: lines.length })}
        </button>
      )}
    </>
  );
}

function Line({ line }: { line: CheckoutLine }) {
  const { state, messages } = usePage();
  return (
    <li>
      {line.image && <Picture src={line.image} />}
      <div class="line-name">
        <span>{line.name}</span>
        {line.quantity !== 1 && <small>{fill(messages.quantity, { quantity: line.quantity })}</small>}
        {line.description && <small>{line.description}</small>}
      </div>
      <span class="amount">{formatAmount(line.amount, state.view)}</span>
    </li>
  );
}

/** A picture on somebody else's server; when it cannot be had, there is none. */
function Picture({ src }: { src: string }) {
  const [gone, setGone] = useState(false);
  const hide = () => setGone(true);
  // It may have failed before the script came.
  const look = (img: HTMLImageElement | null) => {
    if (img?.complete && img.naturalWidth === 0) hide();
  };
  return gone ? null : (
    <img ref={look} onError={hide} src={src} alt="" loading="lazy" referrerpolicy="no-referrer" />
  );
}
