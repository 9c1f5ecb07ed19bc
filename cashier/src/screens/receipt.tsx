import { fill } from "../messages/index.ts";
import { formatAmount } from "../money.ts";
import { useInOverlay } from "../overlay.ts";
import { usePage } from "../page-context.ts";
import { Icon } from "../ui/icon.tsx";
import { ScreenTitle } from "../ui/screen-title.tsx";
import { webUrl } from "../web-url.ts";
import { Footer, TopBar } from "./frame.tsx";

/** The end of a paid checkout, whether it was paid just now or before the page was loaded. */
export function Receipt({ already_paid }: { already_paid: boolean }) {
  return (
    <div class="page single">
      <main>
        <div class="card">
          <TopBar />
          <span class="mark success">
            <Icon name="check" />
          </span>
          <Outcome already_paid={already_paid} />
          <Details />
          <WayOut returning={!already_paid} />
        </div>
      </main>
      <Footer />
    </div>
  );
}

function Outcome({ already_paid }: { already_paid: boolean }) {
  const { state, messages } = usePage();
  const { view } = state;
  const amount = formatAmount(view.amount_total, view);
  const free = view.payment_status === "no_payment_required";
  const [title, text] = already_paid
    ? [messages.already_paid_title, messages.already_paid_text]
    : free
      ? [messages.success_free_title, fill(messages.success_free_text, { merchant: view.merchant_name })]
      : [messages.success_title, fill(messages.success_text, { amount, merchant: view.merchant_name })];
  return (
    <>
      <ScreenTitle level={1}>{title}</ScreenTitle>
      <p>{text}</p>
    </>
  );
}

function Details() {
  const { state, messages } = usePage();
  const { view, fields } = state;
  const rows = [
    [messages.receipt_merchant, view.merchant_name],
    [messages.receipt_amount, view.mode !== "setup" && formatAmount(view.amount_total, view)],
    [messages.receipt_email, view.buyer.email ?? fields.email],
    [messages.receipt_reference, view.client_reference_id],
  ];
  return (
    <dl class="receipt">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function WayOut({ returning }: { returning: boolean }) {
  const { state, messages, exits } = usePage();
  const { view } = state;
  const url = webUrl(view.success_url);
  if (useInOverlay()) {
    return (
      <button type="button" class="pay" onClick={() => exits?.close()}>
        {messages.done}
      </button>
    );
  }
  if (!url) return <p class="note">{messages.may_close}</p>;
  return (
    <>
      {returning && <p class="note">{fill(messages.returning, { merchant: view.merchant_name })}</p>}
      <a class="pay" href={url}>
        {fill(messages.continue_to, { merchant: view.merchant_name })}
      </a>
    </>
  );
}
