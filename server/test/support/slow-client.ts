import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A client that says what it wants, when it wants, and hears what is answered. */
export interface SlowClient {
  readonly socket: Socket;
  say(text: string): void;
  /** All that has been answered so far. */
  heard(): string;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
}

export function openSlowClient(server_url: string): Promise<SlowClient> {
  const { hostname, port } = new URL(server_url);
  return new Promise((resolve, reject) => {
    let heard = "";
    let end = () => {};
    const closed = new Promise<void>((resolve) => {
      end = resolve;
    });
    const socket = connect(Number(port), hostname);
    socket.on("connect", () =>
      resolve({ socket, say: (text) => void socket.write(text), heard: () => heard, closed }),
    );
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => end());
    onTestFinished(() => void socket.destroy());
  });
}
