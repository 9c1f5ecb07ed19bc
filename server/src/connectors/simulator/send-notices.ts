import { setTimeout as wait } from "node:timers/promises";

const TRIES = 4;
const FIRST_PAUSE_MS = 500;
const GIVE_UP_MS = 3_000;

/** Posts notices to an address, and each again when it was not acknowledged. What is lost in the end can be looked up. */
export function noticeSender(url: string): (notice_reference: string) => void {
  async function send(reference: string): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries > 0) await wait(FIRST_PAUSE_MS * 2 ** (tries - 1), undefined, { ref: false });
      const is_acknowledged = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ reference }),
        signal: AbortSignal.timeout(GIVE_UP_MS),
      }).then(
        (response) => response.status < 500,
        () => false,
      );
      if (is_acknowledged) return;
    }
  }
  return (reference) => void send(reference);
}
