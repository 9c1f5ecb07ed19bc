/**
 * The page's whole program; what it needs to know stands in the attributes of `main`. It shows the bank's page, hears
 * when that has ended, and asks how the payment stands until there is nothing left to wait for.
 */
export const SCRIPT = `
"use strict";
(() => {
  const PAUSE_MS = 2000;
  const main = document.querySelector("main");
  const frame = document.querySelector("iframe");
  const button = document.querySelector("button");
  const notice = document.querySelector(".notice");
  const secret = new URLSearchParams(location.search).get("client_secret");
  const waits = (state) => state === "challenge" || state === "processing";
  let busy = false;
  let turn = 0;

  function show({ state, challenge_url }) {
    if (state !== main.dataset.state) {
      main.dataset.state = state;
      for (const section of document.querySelectorAll("section")) section.hidden = section.dataset.of !== state;
      const heading = document.querySelector("section:not([hidden]) h1");
      document.title = heading.textContent;
      if (state !== "challenge") heading.focus();
    }
    const is_challenge = state === "challenge" && challenge_url !== null;
    if (is_challenge && frame.getAttribute("src") !== challenge_url) frame.src = challenge_url;
    if (!is_challenge) frame.removeAttribute("src");
    frame.hidden = !is_challenge;
    button.hidden = state !== "start";
  }

  async function call(method, action) {
    busy = true;
    const mine = ++turn;
    try {
      const headers = { "X-Client-Secret": secret };
      if (method === "POST") headers["Content-Type"] = "application/json";
      const body = method === "POST" ? "{}" : undefined;
      const response = await fetch(location.pathname.replace(/\\/$/, "") + "/" + action, { method, headers, body });
      notice.hidden = true;
      const answer = await response.json();
      // Of two answers on their way, the one that was asked for last is right.
      if (response.ok && mine === turn) show(answer);
      if (!response.ok && method === "POST") await call("GET", "state");
    } catch {
      notice.hidden = false;
    } finally {
      busy = false;
    }
  }

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || source !== frame.contentWindow) return;
    if (data && data.source === "starway-challenge" && data.type === "done") void call("POST", "authenticated");
  });
  button.addEventListener("click", async () => {
    button.disabled = true;
    await call("POST", "start");
    button.disabled = false;
  });
  setInterval(() => {
    if (!busy && waits(main.dataset.state)) void call("GET", "state");
  }, PAUSE_MS);
  show({ state: main.dataset.state, challenge_url: main.dataset.challengeUrl || null });
})();`;
