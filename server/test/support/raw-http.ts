import { connect } from "node:net";
import { type HttpAnswer, readJson } from "./http.ts";

/**
 * Sends bytes as they are, which no HTTP client would, and reads the one answer to its end. `then_end` hangs up the
 * sending half at once, as a client does that promised more than it has.
 */
export function sendRaw(
  server_url: string,
  bytes: string | Uint8Array,
  { then_end = false }: { then_end?: boolean } = {},
): Promise<HttpAnswer<unknown>> {
  const { hostname, port } = new URL(server_url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      then_end ? socket.end(bytes) : socket.write(bytes),
    );
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    // The server ends the connection after an answer with `Connection: close`.
    socket.on("end", () => {
      socket.end();
      resolve(parseAnswer(Buffer.concat(chunks).toString()));
    });
  });
}

function parseAnswer(text: string): HttpAnswer<unknown> {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [status_line = "", ...lines] = head.split("\r\n");
  const headers = new Headers(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
  const body = rest.join("\r\n\r\n");
  return { status: Number(status_line.split(" ")[1]), headers, text: body, body: readJson(body) };
}
