import type { HttpAnswer } from "./http-response.ts";

/** What a series needs of a connection. */
export interface SeriesConnection {
  send(request: string, receive: (answer: HttpAnswer) => void): void;
}

export interface Series {
  /** The next request, or undefined when there is none any more. */
  next(): string | undefined;
  /** Called with each answer, and when its request was sent. */
  onAnswer(answer: HttpAnswer, sent_ms: number): void;
  /** How long the next request has to wait for its turn; without it, not at all. */
  readonly wait_ms?: (() => number) | undefined;
}

/** Spreads requests evenly: answers how long each has to wait. What is late is made up for. */
export function pacer(per_second: number, now_ms: () => number): () => number {
  let next_ms = now_ms();
  return () => {
    const wait_ms = next_ms - now_ms();
    next_ms += 1000 / per_second;
    return wait_ms;
  };
}

/** Sends one request after the other on each connection, until there is none and all have been answered. */
export async function runSeries(
  connections: readonly SeriesConnection[],
  { next, onAnswer, wait_ms = () => 0 }: Series,
): Promise<void> {
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const go = () => {
            const request = next();
            if (request === undefined) return resolve();
            const pause_ms = wait_ms();
            if (pause_ms > 0) setTimeout(send, pause_ms, request);
            else send(request);
          };
          const send = (request: string) => {
            const sent_ms = performance.now();
            connection.send(request, (answer) => {
              onAnswer(answer, sent_ms);
              go();
            });
          };
          go();
        }),
    ),
  );
}
