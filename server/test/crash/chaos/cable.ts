import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What lies between Starway and its database: it can be cut, and cannot be plugged in for a while. */
export interface Cable {
  readonly port: number;
  /** Ends every connection, in the middle of whatever is on its way. */
  cut(): void;
  /** While it is so, nobody gets through. */
  refuse(is_refusing: boolean): void;
  close(): void;
}

/** `socket` says where the database listens at the moment. */
export async function layCable(socket: () => string): Promise<Cable> {
  const ends = new Set<Socket>();
  let is_refusing = false;
  const server = createServer((near) => {
    if (is_refusing) return void near.destroy();
    const far = connect(socket());
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    refuse(refusing) {
      is_refusing = refusing;
      if (refusing) cut();
    },
    close() {
      cut();
      server.close();
    },
  };
}
