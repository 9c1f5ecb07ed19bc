import { useLayoutEffect, useState } from "preact/hooks";
import type { Checkout } from "./checkout/checkout.ts";
import { screenOf } from "./checkout/state.ts";
import { FormProvider } from "./form/form-context.ts";
import { PaymentForm } from "./form/payment-form.tsx";
import type { Messages } from "./messages/index.ts";
import { useInOverlay } from "./overlay.ts";
import { type Exits, PageProvider, usePage } from "./page-context.ts";
import { Challenge } from "./screens/challenge.tsx";
import { Footer, TopBar } from "./screens/frame.tsx";
import { MessageScreen } from "./screens/message-screen.tsx";
import { Processing } from "./screens/processing.tsx";
import { Receipt } from "./screens/receipt.tsx";
import { OrderSummary } from "./summary/order-summary.tsx";

interface AppProps {
  checkout: Checkout;
  messages: Messages;
  exits: Exits | null;
}

/** The whole page, following its checkout. */
export function App({ checkout, messages, exits }: AppProps) {
  const [state, setState] = useState(checkout.store.get());
  useLayoutEffect(() => {
    setState(checkout.store.get());
    return checkout.store.subscribe(setState);
  }, [checkout]);
  return (
    <PageProvider value={{ checkout, state, messages, exits }}>
      <FormProvider value={{ verbs: checkout, state, messages }}>
        <Screen />
      </FormProvider>
    </PageProvider>
  );
}

function Screen() {
  const { state, messages, exits } = usePage();
  const onClose = useInOverlay() && exits ? exits.close : null;
  const screen = screenOf(state);
  switch (screen) {
    case "success":
    case "already_paid":
      return <Receipt already_paid={screen === "already_paid"} />;
    case "expired":
    case "wrong_token":
    case "not_found":
      return (
        <MessageScreen
          kind={screen}
          messages={messages}
          cancel_url={state.view.cancel_url}
          onClose={onClose}
        />
      );
    case "form":
      return <Columns panel={<PaymentForm />} />;
    case "challenge":
      return <Columns panel={<Challenge url={state.view.payment.challenge_url} />} />;
    case "processing":
      return <Columns panel={<Processing />} />;
  }
}

function Columns({ panel }: { panel: preact.ComponentChildren }) {
  return (
    <div class="page columns">
      <main>
        <section class="side summary" aria-labelledby="summary-title">
          <div class="inner">
            <TopBar />
            <OrderSummary />
          </div>
        </section>
        <section class="side panel">
          <div class="inner">{panel}</div>
        </section>
      </main>
      <Footer />
    </div>
  );
}
