/** Every state of the page, and the steps that lead to it. Read by check.mjs. */
const CARD = "4242 4242 4242 4242";

/** Fills the form with details that pass every check. */
export async function fillIn(page, number = CARD) {
  await page.locator("#field-country").selectOption("US");
  await page.locator("#field-email").fill("ada@example.com");
  await page.locator("#field-number").fill(number);
  await page.locator("#field-expiry").fill("12/34");
  await page.locator("#field-cvc").fill("123");
  await page.locator("#field-name").fill("Ada Lovelace");
  await page.locator("#field-region").selectOption("CA");
  await page.locator("#field-postal_code").fill("94107");
  await page.locator("#field-email").focus();
  await page.locator(".totals dl.pending").waitFor({ state: "detached" });
}

const press = (page) => page.locator("button[type=submit]").click();

async function pay(page) {
  await fillIn(page);
  await press(page);
}

/** Pays and waits until the page shows what the selector says. */
const payUntil = (selector) => async (page) => {
  await pay(page);
  await page.locator(selector).first().waitFor();
};

export const states = {
  form: { id: "cs_ok" },
  form_vat: { id: "cs_ok", query: "order=vat&country=DE&mode=live" },
  form_yen: { id: "cs_ok", query: "order=yen&country=JP&presentation=iframe" },
  form_long: { id: "cs_ok", query: "order=long&country=CA" },
  form_free: { id: "cs_ok", query: "order=free&country=GB" },
  form_filled: { id: "cs_ok", steps: (page) => fillIn(page, "378282246310005") },
  form_problems: {
    id: "cs_ok",
    steps: async (page) => {
      await page.locator("#field-country").selectOption("CA");
      await page.locator("#field-number").fill("4242424242424241");
      await page.locator("#field-expiry").fill("01/20");
      await press(page);
      await page.locator(".notice").waitFor();
    },
  },
  submitting: { id: "cs_offline", steps: payUntil("button .spinner") },
  unreachable: { id: "cs_offline", steps: payUntil(".notice") },
  declined: { id: "cs_decline", steps: payUntil(".notice") },
  incorrect_cvc: { id: "cs_cvc", steps: payUntil(".notice") },
  amount_changed: { id: "cs_dearer", steps: payUntil(".notice.warning") },
  processing: { id: "cs_waiting", steps: (page) => page.locator(".waiting").waitFor() },
  challenge: { id: "cs_challenged", steps: (page) => page.locator("dialog[open]").waitFor() },
  success: { id: "cs_ok", query: "presentation=iframe", steps: payUntil(".mark.success") },
  already_paid: { id: "cs_complete" },
  expired: { id: "cs_expired" },
  wrong_token: { id: "cs_wrong_token" },
  not_found: { id: "cs_not_found" },
  error: { id: "cs_error" },
};
