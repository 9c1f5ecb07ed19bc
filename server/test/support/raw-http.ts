import { connect } from "node:net";
import { type HttpAnswer, readJson } from "./http.ts";

/** Sends bytes as they are, which no HTTP client would, and reads the one answer to its end. */
export function sendRaw(server_url: string, text: string): Promise<HttpAnswer<unknown>> {
  const { hostname, port } = new URL(server_url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
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
