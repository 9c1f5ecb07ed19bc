// The shop's page: asks its own server for a checkout, opens it, and shows the webhooks that this server receives.
const { locale, texts: encoded } = document.body.dataset;
const texts = JSON.parse(encoded);
const element = (id) => document.getElementById(id);

const form = element("shop");
const thanks = element("thanks");
const orders = new Set(thanks?.dataset.reference ? [thanks.dataset.reference] : []);
let webhooks = [];
let thanked = thanks?.dataset.reference;

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  element("problem").hidden = true;
  try {
    await buy(new FormData(form, event.submitter));
  } catch (error) {
    showProblem(error.message);
  }
  form.ariaBusy = "false";
});

async function buy(fields) {
  const choice = Object.fromEntries(fields);
  const response = await fetch("/demo/checkout", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...choice, locale }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  orders.add(answer.client_reference_id);
  if (choice.presentation === "iframe" && window.FastStar) window.FastStar.checkout.open({ url: answer.url });
  else location.assign(answer.url);
}

function showProblem(message) {
  element("problem").textContent = `${texts.problem} ${message}`;
  element("problem").hidden = false;
}

if (form && window.FastStar) {
  const { FastStar } = window;
  FastStar.init({ locale });
  FastStar.on("checkout.success", ({ client_reference_id }) => {
    thanked = client_reference_id;
    element("thanks-reference").textContent = client_reference_id;
    thanks.hidden = false;
    showConfirmation();
  });
  FastStar.on("checkout.close", ({ client_reference_id }) => {
    if (thanked && client_reference_id === thanked) thanks.focus();
  });
  FastStar.on("checkout.error", ({ code, message }) => {
    if (code === "invalid_url" || code === "load_failed") showProblem(message);
  });
}

const source = new EventSource("/demo/webhooks");
source.addEventListener("latest", (event) => {
  webhooks = JSON.parse(event.data);
  element("webhooks").replaceChildren(...webhooks.map(row));
  showConfirmation();
});
source.addEventListener("webhook", (event) => {
  const webhook = JSON.parse(event.data);
  webhooks.unshift(webhook);
  element("webhooks").prepend(row(webhook));
  while (element("webhooks").children.length > 50) element("webhooks").lastElementChild.remove();
  showConfirmation();
});

/** Only the webhook confirms an order: what a browser says about a payment proves nothing. */
function showConfirmation() {
  element("no-webhooks").hidden = webhooks.length > 0;
  const confirmed = webhooks.some(
    ({ verified, type, client_reference_id }) =>
      verified && type === "payment.succeeded" && client_reference_id === thanked,
  );
  if (thanked && confirmed) element("thanks-text").textContent = texts.confirmed;
}

function row({ received_at_ms, merchant, type, verified, amount, client_reference_id }) {
  const time = new Date(received_at_ms).toLocaleTimeString(locale);
  const item = document.createElement("li");
  const event = part("div", "event", "");
  event.append(
    part("span", verified ? "badge good" : "badge", verified ? texts.verified : texts.unverified),
    part("code", "type", type),
  );
  if (orders.has(client_reference_id)) event.append(part("span", "badge good", texts.yours));
  const origin = [time, merchant, client_reference_id].filter(Boolean).join(" · ");
  item.append(event, part("span", "amount", amount ?? ""), part("span", "origin", origin));
  return item;
}

function part(name, className, text) {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}
