import { setTimeout as sleep } from "node:timers/promises";
import { type PostServer, servePosts } from "./http-post.ts";

/** The line on which the acquirer's notices come: some are lost, some come twice, and few come in order. */
export interface NoticeLine extends PostServer {
  readonly counts: { received: number; lost: number; doubled: number };
}

export interface NoticeLineOptions {
  /** Where Starway takes notices. */
  readonly notices_url: string;
  readonly chance: () => number;
}

const LOST_RATE = 0.2;
const DOUBLED_RATE = 0.3;
/** Half of the notices overtake the answer to the question that they are about. */
const AT_ONCE_RATE = 0.5;
const LATEST_MS = 4_000;

export async function openNoticeLine({ notices_url, chance }: NoticeLineOptions): Promise<NoticeLine> {
  const counts = { received: 0, lost: 0, doubled: 0 };

  async function deliver(body: string): Promise<void> {
    await sleep(chance() < AT_ONCE_RATE ? 0 : chance() * LATEST_MS, undefined, { ref: false });
    const headers = { "content-type": "application/json" };
    // Whoever is not there hears of it by asking.
    await fetch(notices_url, { method: "POST", headers, body, signal: AbortSignal.timeout(LATEST_MS) }).catch(
      () => {},
    );
  }

  const server = await servePosts((_request, response, body) => {
    response.writeHead(200).end();
    counts.received += 1;
    if (chance() < LOST_RATE) {
      counts.lost += 1;
      return;
    }
    void deliver(body);
    if (chance() >= DOUBLED_RATE) return;
    counts.doubled += 1;
    void deliver(body);
  });
  return { ...server, counts };
}
