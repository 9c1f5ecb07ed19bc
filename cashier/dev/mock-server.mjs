/** Serves the built page with the security policy of the real server, and answers it from scenarios. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { createSession, endpoints } from "./scenarios.mjs";

const dist = new URL("../dist/", import.meta.url);
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'";
const html = "text/html; charset=utf-8";
const types = { ".js": "text/javascript", ".css": "text/css" };
const challenge = `<!doctype html><html lang="en"><title>Bank</title><h1>Bank</h1><p>Confirm this payment?</p>
<button id="done">Confirm</button><script src="/challenge.js"></script></html>`;
const challengeScript = `document.getElementById("done").onclick = () =>
  parent.postMessage({ source: "starway-challenge", type: "done" }, location.origin);`;
const shop = `<!doctype html><html lang="en"><title>Shop</title><iframe title="Checkout" width="960" height="760"></iframe>
<script>
  const frame = document.querySelector("iframe");
  window.heard = [];
  addEventListener("message", (event) => event.source === frame.contentWindow && heard.push(event.data));
  frame.src = new URLSearchParams(location.search).get("checkout");
  setInterval(() => frame.contentWindow.postMessage({ source: "faststar-sdk", type: "hello", version: 1 }, "*"), 200);
</script></html>`;

/** Starts the mock server; its sessions are open to a test that wants to know what was sent. */
export async function startMockServer(port) {
  const { renderCheckout, renderMessagePage } = await import(new URL("server/entry-server.js", dist));
  const manifest = JSON.parse(await readFile(new URL("client/.vite/manifest.json", dist), "utf8"));
  const { file, css } = manifest["src/entry-client.tsx"];
  const sessions = new Map();

  function shell({ html: body, title, lang, dir }, view) {
    const props = view ? JSON.stringify(view).replaceAll("<", "\\u003c") : "";
    const data = view ? `<script type="application/json" id="page-view">${props}</script>` : "";
    return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/checkout/assets/${css[0]}"><script type="module" src="/checkout/assets/${file}"></script>
</head><body><div id="app">${body}</div>${data}</body></html>`;
  }

  function page(id, url) {
    if (/^cs_(wrong_token|not_found|error)$/.test(id)) {
      return shell(
        renderMessagePage({ locale: url.searchParams.get("locale") ?? "en", kind: id.slice(3) }),
        null,
      );
    }
    if (!sessions.has(id)) sessions.set(id, createSession(id, url.searchParams, url.origin));
    const { view } = sessions.get(id);
    return shell(renderCheckout(view), view);
  }

  async function answer(request, url) {
    const [, first, id, verb] = url.pathname.split("/");
    if (url.pathname === "/challenge.js") return [200, "text/javascript", challengeScript];
    if (first !== "checkout")
      return [200, html, first === "shop" ? shop : "<!doctype html><title>Shop</title>"];
    if (id === "assets") return [200, types[extname(verb)], await readFile(new URL(`client/${verb}`, dist))];
    if (!verb) return [200, html, page(id, url)];
    if (verb === "challenge") return [200, html, challenge];
    const text = (await request.toArray()).join("");
    const told = endpoints[verb](sessions.get(id), text ? JSON.parse(text) : {});
    return told && [told[0], "application/json", JSON.stringify(told[1])];
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const delay_ms = request.method === "POST" ? 300 : 0;
    const told = await answer(request, url);
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
    if (!told) return request.socket.destroy();
    const framed = url.pathname.startsWith("/checkout") ? { "content-security-policy": policy } : {};
    response.writeHead(told[0], { "content-type": told[1], ...framed }).end(told[2]);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, sessions, origin: `http://127.0.0.1:${server.address().port}` };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { origin } = await startMockServer(Number(process.env.PORT ?? 4173));
  console.log(
    `Cashier with mock answers: ${origin}/checkout/cs_ok?token=dev (see dev/scenarios.mjs for others)`,
  );
}
