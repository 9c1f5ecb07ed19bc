/** A shop whose style sheet is as unfriendly to foreign elements as real ones are. */
export const MERCHANT_STYLE = `
  html { color-scheme: light }
  body { margin: 0; font: 16px/1.5 serif; padding: 24px }
  div, button, iframe, dialog { border: 7px dashed red !important; width: 60px !important; display: block !important }
  button { text-transform: uppercase; margin: 90px !important }
  main { height: 3000px }
`;

export const MERCHANT_PAGE = `<!doctype html>
<html lang="en"><head><title>Shop</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/shop.css"></head>
<body>
  <header><a href="/about">About us</a></header>
  <main><h1>Shop</h1><button id="buy">Buy</button><button id="card">Add a card</button><input aria-label="Name"></main>
  <aside inert>Already out of reach</aside>
  <svg width="10" height="10"><circle r="5"/></svg>
  <script src="/faststar.min.js"></script>
  <script src="/shop.js"></script>
</body></html>`;

export const MERCHANT_SCRIPT = `
  window.events = [];
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
  for (const name of ["success", "cancel", "close", "error"]) {
    FastStar.on("checkout." + name, (data) => events.push({ name, ...data }));
  }
  document.getElementById("buy").onclick = () => FastStar.checkout.open({ url: window.checkout_url });

  window.calls = [];
  for (const name of ["success", "cancel", "error"]) {
    FastStar.on("cards." + name, (data) => events.push({ name: "cards." + name, ...data }));
  }
  const call = (name) => (data) => calls.push({ name, ...data });
  window.addCard = (session) => {
    const callbacks = { onSuccess: call("success"), onCancel: call("cancel"), onError: call("error") };
    window.added = FastStar.cards.add(session, callbacks);
  };
  document.getElementById("card").onclick = () => addCard(window.card_session);
  // For what a page does that nobody has touched yet.
  if (location.hash) addCard(JSON.parse(decodeURIComponent(location.hash.slice(1))));
`;

/** Speaks the checkout page's side of the protocol; "?silent" never answers, "?expired" answers only with an error. */
export const CASHIER_PAGE = `<!doctype html>
<html lang="en"><head><title>Pay</title><meta name="viewport" content="width=device-width"></head>
<body style="font-family:system-ui">
  <main><h1>Pay</h1>
  <input aria-label="Card number">
  <button id="success">Pay now</button>
  <button id="cancel">Back to the shop</button>
  <button id="close">Close this</button>
  <button id="error">Fail</button></main>
  <script>
    let merchant;
    window.hellos = 0;
    const session = location.pathname.split("/")[2];
    const say = (type) => merchant && parent.postMessage({
      source: "starway-cashier", type, checkout_session_id: session, client_reference_id: "order_7",
      code: "card_declined", message: "The card was declined.",
    }, merchant);
    addEventListener("message", (event) => {
      if (event.source !== parent || event.data.source !== "faststar-sdk" || event.data.type !== "hello") return;
      hellos++;
      if (location.search === "?silent") return;
      merchant = event.origin;
      say(location.search === "?expired" ? "error" : "ready");
    });
    for (const type of ["success", "cancel", "close", "error"]) {
      document.getElementById(type).onclick = () => say(type);
    }
    addEventListener("keydown", (event) => event.key === "Escape" && say("close"));
  </script>
</body></html>`;

/** Speaks the card page's side of the protocol; "seti_silent" never answers, "seti_gone" says that it has expired. */
export const CARD_PAGE = `<!doctype html>
<html lang="en"><head><title>Add a card</title><meta name="viewport" content="width=device-width"></head>
<body style="font-family:system-ui">
  <main><h1>Add a card</h1>
  <button id="success">Save</button>
  <button id="cancel">Cancel</button>
  <button id="close">Done</button>
  <button id="error">Fail</button></main>
  <script>
    let merchant;
    const setup_intent_id = location.pathname.split("/")[2];
    const details = {
      success: { payment_method: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 } },
      error: { code: "setup_intent_expired", message: "Too late." },
    };
    const say = (type) => merchant && opener.postMessage(
      { source: "starway-cashier", type, setup_intent_id, ...details[type] }, merchant);
    addEventListener("message", (event) => {
      if (event.source !== opener || event.data.source !== "faststar-sdk" || event.data.type !== "hello") return;
      if (setup_intent_id === "seti_silent") return;
      const first = !merchant;
      merchant = event.origin;
      say("ready");
      if (first && setup_intent_id === "seti_gone") say("error");
    });
    for (const type of ["success", "cancel", "close", "error"]) {
      document.getElementById(type).onclick = () => say(type);
    }
  </script>
</body></html>`;

/** Shouts at the page that embeds it as if it were the checkout. */
export const FORGER_PAGE = `<!doctype html><title>Forger</title><script>
  for (const type of ["ready", "success", "cancel", "close", "error"]) {
    parent.postMessage({ source: "starway-cashier", type, checkout_session_id: "cs_forged" }, "*");
  }
</script>`;
