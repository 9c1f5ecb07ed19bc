import type { Socket } from "node:net";

const CONTINUE = /^HTTP\/1\.[01] 100[ \r]/;
const HEAD_END = "\r\n\r\n";

/**
 * Makes a socket leave out `100 Continue`. Some old receivers send it to everybody, and HTTP wants whoever has not asked
 * for it to read past it (RFC 9110, 15.2), but undici gives the exchange up. One that arrives in several pieces is left
 * as it is.
 */
export function readPastContinue(socket: Socket): void {
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    let chunk: Buffer | null = read(size);
    while (chunk !== null && CONTINUE.test(chunk.toString("latin1", 0, 13))) {
      const end = chunk.indexOf(HEAD_END);
      if (end < 0) break;
      const rest = chunk.subarray(end + HEAD_END.length);
      chunk = rest.length > 0 ? rest : read(size);
    }
    return chunk;
  };
}
