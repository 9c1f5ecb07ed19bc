import type { Dispatcher } from "undici";
import { type AnswerReader, startReading, type WebhookAnswer } from "./answer.ts";
import type { Connection } from "./connections.ts";
import { isConnectionLoss } from "./failure.ts";

/** What is said on a connection. */
export interface Message {
  /** Of the URL, with what is searched for. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Exchanged {
  /** What came of it before the exchange failed, if it did. */
  readonly answer?: WebhookAnswer | undefined;
  readonly failure?: Error;
  /** The connection had been kept from earlier, and the other side had closed it: nothing was said on it. */
  readonly stale: boolean;
}

/** Says something on a connection, and listens to the answer. The connection is kept afterwards, or dropped. */
export function exchange(connection: Connection, { path, headers, body }: Message): Promise<Exchanged> {
  return new Promise((resolve) => {
    let reader: AnswerReader | undefined;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_, status, headers) {
        // What comes before the answer (103 Early Hints and its like) is for browsers.
        if (status >= 200) reader = startReading(status, headers);
      },
      onResponseData(controller, chunk) {
        if (reader?.read(chunk) === false) controller.abort(new Error("The answer is too long."));
      },
      onResponseEnd() {
        connection.keep();
        resolve({ answer: reader?.finish(true), stale: false });
      },
      onResponseError(_, error) {
        const stale = reader === undefined && !connection.isFresh() && isConnectionLoss(error);
        connection.drop(error);
        resolve({ answer: reader?.finish(false), failure: error, stale });
      },
    };
    connection.client.dispatch({ method: "POST", path, headers, body }, handler);
  });
}
