/** Walks through the page as buyers do: `npm run check -w cashier`. */
import assert from "node:assert/strict";
import { launchBrowser } from "./browser.mjs";
import { startMockServer } from "./mock-server.mjs";
import { fillIn } from "./states.mjs";

const { server, sessions, origin } = await startMockServer(0);
const browser = await launchBrowser();

async function open(id, query = "") {
  sessions.delete(id);
  const page = await browser.newPage();
  page.setDefaultTimeout(8000);
  page.said = [];
  page.on("console", (message) => message.type() === "error" && page.said.push(message.text()));
  page.on("pageerror", (error) => page.said.push(error.message));
  await page.goto(`${origin}/checkout/${id}?token=dev&${query}`);
  return page;
}

/** The merchant's page on another origin, with the checkout in a frame and a list of what the frame has said. */
async function openOverlay(id) {
  sessions.delete(id);
  const page = await browser.newPage();
  page.setDefaultTimeout(8000);
  page.said = [];
  const checkout = encodeURIComponent(`${origin}/checkout/${id}?token=dev&presentation=iframe`);
  await page.goto(`${origin.replace("127.0.0.1", "localhost")}/shop?checkout=${checkout}`);
  await page.waitForFunction(() => window.heard.length > 0);
  return { page, frame: page.frameLocator("iframe"), heard: () => page.evaluate(() => window.heard) };
}

const heardTypes = async (overlay) => [...new Set((await overlay.heard()).map(({ type }) => type))];
const keysOf = (id) => sessions.get(id).keys;
const submit = "button[type=submit]";

const flows = {
  async "a double click and Enter send one payment, and the buyer returns to the shop"() {
    const page = await open("cs_ok");
    await fillIn(page);
    await page.locator(submit).dblclick();
    await page.keyboard.press("Enter");
    await page.locator(".mark.success").waitFor();
    await page.waitForURL(/thanks\?session=cs_ok/);
    assert.equal(keysOf("cs_ok").length, 1);
    return page;
  },
  async "Enter in a field pays once"() {
    const page = await open("cs_ok");
    await fillIn(page);
    await page.locator("#field-name").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.locator(".mark.success").waitFor();
    assert.equal(keysOf("cs_ok").length, 1);
    return page;
  },
  async "a broken connection is retried with the same key"() {
    const page = await open("cs_flaky");
    await fillIn(page);
    await page.locator(submit).click();
    await page.locator(".mark.success").waitFor();
    assert.equal(keysOf("cs_flaky").length, 3);
    assert.equal(new Set(keysOf("cs_flaky")).size, 1);
    return page;
  },
  async "a decline is announced, focused, and clears only the security code"() {
    const page = await open("cs_lost");
    await fillIn(page);
    await page.locator(submit).click();
    await page.locator("[role=alert] .notice").waitFor();
    assert.match((await page.locator("[role=alert]").textContent()) ?? "", /declined/);
    assert.equal(await page.locator("#field-cvc").inputValue(), "");
    assert.equal(await page.locator("#field-number").inputValue(), "4242 4242 4242 4242");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "notice");
    return page;
  },
  async "the focus goes to the first wrong field"() {
    const page = await open("cs_ok");
    await page.locator(submit).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "field-email");
    assert.equal(await page.locator("#field-email").getAttribute("aria-describedby"), "field-email-problem");
    return page;
  },
  async "the bank's page ends by its own message"() {
    const page = await open("cs_challenge");
    await fillIn(page);
    await page.locator(submit).click();
    await page.frameLocator("dialog iframe").locator("#done").click();
    await page.locator(".mark.success").waitFor();
    return page;
  },
  async "Escape closes the bank's page and the form is still filled"() {
    const page = await open("cs_challenge");
    await fillIn(page);
    await page.locator(submit).click();
    await page.locator("dialog[open]").waitFor();
    await page.locator("dialog .icon-button").focus();
    await page.keyboard.press("Escape");
    await page.locator(".notice").waitFor();
    assert.equal(await page.locator("#field-name").inputValue(), "Ada Lovelace");
    return page;
  },
  async "the cross closes the bank's page of a session that was reloaded"() {
    const page = await open("cs_challenged");
    await page.locator("dialog[open] .icon-button").click();
    await page.locator(".notice").waitFor();
    return page;
  },
  async "a payment that is being processed ends in success, also after a reload"() {
    const page = await open("cs_processing");
    await fillIn(page);
    await page.locator(submit).click();
    await page.locator(".waiting").waitFor();
    await page.reload();
    await page.locator(".mark.success").waitFor();
    return page;
  },
  async "card and date are grouped while they are typed, and the caret stays"() {
    const page = await open("cs_ok");
    const number = page.locator("#field-number");
    await number.pressSequentially("424242424242");
    for (let step = 0; step < 7; step += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("9");
    assert.equal(await number.inputValue(), "4242 4294 2424 2");
    assert.equal(await number.evaluate((input) => input.selectionStart), 8);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Backspace");
    await number.fill("378282246310005");
    assert.equal(await number.inputValue(), "3782 822463 10005");
    await page.locator("#field-cvc").pressSequentially("12345");
    assert.equal(await page.locator("#field-cvc").inputValue(), "1234");
    const expiry = page.locator("#field-expiry");
    await expiry.pressSequentially("1228");
    assert.equal(await expiry.inputValue(), "12/28");
    await expiry.press("Backspace");
    await expiry.press("Backspace");
    await expiry.press("Backspace");
    assert.equal(await expiry.inputValue(), "1");
    await expiry.fill("12/2028");
    assert.equal(await expiry.inputValue(), "12/28");
    return page;
  },
  async "what was typed before the script arrived is kept"() {
    const page = await browser.newPage();
    page.said = [];
    let release = () => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route("**/assets/*.js", async (route) => {
      await held;
      await route.continue();
    });
    sessions.delete("cs_ok");
    await page.goto(`${origin}/checkout/cs_ok?token=dev`, { waitUntil: "commit" });
    await page.locator("#field-email").fill("early@example.com");
    assert.equal(await page.locator(submit).isDisabled(), true);
    release();
    await page.locator(`${submit}:enabled`).waitFor();
    assert.equal(await page.locator("#field-email").inputValue(), "early@example.com");
    return page;
  },
  async "the amounts follow the address"() {
    const page = await open("cs_ok");
    await page.locator("#field-country").selectOption("CA");
    await page.locator(".totals[aria-busy=true]").waitFor();
    await page.locator("text=Sales tax (13%)").waitFor();
    assert.equal(await page.locator(submit).textContent(), "Pay $11.29");
    return page;
  },
  async "in the overlay, success is told once and Escape closes"() {
    const overlay = await openOverlay("cs_ok");
    await fillIn(overlay.frame);
    await overlay.frame.locator(submit).click();
    await overlay.page.keyboard.press("Escape");
    await overlay.frame.locator(".mark.success").waitFor();
    await overlay.page.waitForTimeout(1500);
    assert.deepEqual(await heardTypes(overlay), ["ready", "success"]);
    await overlay.page.keyboard.press("Escape");
    await overlay.frame.locator("button.pay").click();
    const heard = await overlay.heard();
    assert.equal(heard.filter(({ type }) => type === "success").length, 1);
    assert.equal(heard.filter(({ type }) => type === "close").length, 2);
    assert.equal(heard[0].checkout_session_id, "cs_ok");
    assert.equal(heard[0].client_reference_id, "order_10042");
    return overlay.page;
  },
  async "in the overlay, cancel and the cross are told"() {
    const overlay = await openOverlay("cs_ok");
    await overlay.frame.locator(".cancel").click();
    await overlay.frame.locator(".close").click();
    assert.deepEqual(await heardTypes(overlay), ["ready", "cancel", "close"]);
    return overlay.page;
  },
  async "in the overlay, an expired session and a wrong token are errors"() {
    const expired = await openOverlay("cs_expired");
    await expired.page.waitForFunction(() => window.heard.some(({ type }) => type === "error"));
    assert.equal((await expired.heard()).find(({ type }) => type === "error").code, "session_expired");
    const wrong = await openOverlay("cs_wrong_token");
    await wrong.page.waitForFunction(() => window.heard.some(({ type }) => type === "error"));
    const { code, checkout_session_id } = (await wrong.heard()).find(({ type }) => type === "error");
    assert.deepEqual([code, checkout_session_id], ["wrong_token", "cs_wrong_token"]);
    await expired.page.close();
    return wrong.page;
  },
};

for (const [name, flow] of Object.entries(flows)) {
  try {
    const page = await flow();
    const unexpected = page.said.filter((text) => !/Failed to load resource/.test(text));
    assert.deepEqual(unexpected, []);
    await page.close();
    console.log(`ok      ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`failed  ${name}\n${error.message}`);
  }
}
await browser.close();
server.close();
server.closeAllConnections();
