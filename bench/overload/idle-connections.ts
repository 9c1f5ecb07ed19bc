import { connect, type Socket } from "node:net";

const ONE_REQUEST = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
const AT_ONCE = 500;

/** Opens connections, asks for one thing on each, and leaves them open. */
export async function openIdleConnections(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const portion = Math.min(AT_ONCE, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: portion }, () => openOne(port)))));
  }
  return sockets;
}

function openOne(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(ONE_REQUEST));
    socket.once("data", () => resolve(socket));
    socket.once("error", reject);
  });
}
