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
}

/** Sends one request after the other on each connection, until there is none and all have been answered. */
export async function runSeries(
  connections: readonly SeriesConnection[],
  { next, onAnswer }: Series,
): Promise<void> {
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const go = () => {
            const request = next();
            if (request === undefined) return resolve();
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
