import { once } from "node:events";
import { connect } from "node:net";
import { createResponseReader, type HttpAnswer } from "./http-response.ts";

const READ_BUFFER_BYTES = 16 * 1024;

/** A connection on which one request is under way at a time. */
export interface Connection {
  /** Sends a request, and hands its answer over when it is complete. */
  send(request: string, receive: (answer: HttpAnswer) => void): void;
  end(): void;
}

/**
 * Opens a plain socket that speaks just enough HTTP, because on a small machine a comfortable client takes more of the
 * processors than the server that is to be measured. `fail` hears of everything that goes wrong, also in `receive`.
 */
export async function openConnection(port: number, fail: (error: Error) => void): Promise<Connection> {
  const read = createResponseReader();
  let ended = false;
  let receive: (answer: HttpAnswer) => void = () => {};
  const onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    callback: (bytes: number, buffer: Uint8Array) => {
      try {
        const answer = read(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        if (answer !== undefined) receive(answer);
      } catch (error) {
        fail(error as Error);
      }
      return true;
    },
  };
  const socket = connect({ host: "127.0.0.1", port, noDelay: true, onread });
  socket.on("error", fail);
  socket.on("close", () => {
    if (!ended) fail(new Error("The server closed a connection."));
  });
  await once(socket, "connect");
  return {
    send(request, next) {
      receive = next;
      socket.write(request, "latin1");
    },
    end() {
      ended = true;
      socket.end();
    },
  };
}
