import type { IncomingMessage, ServerResponse } from "node:http";
import type { Admission } from "./admission.ts";
import type { SlowBodies } from "./slow-bodies.ts";

/** Where a request's place is kept, so that one listener serves all requests. */
const PLACE = Symbol("place");

interface Place {
  readonly admission: Admission;
  readonly slow_bodies: SlowBodies;
  readonly caller: string;
  state: "arriving" | "under way" | "over";
}

type Placed<Message> = Message & { [PLACE]: Place };

/**
 * Counts a request that was let in as under way from when its body has arrived until its answer is out or its
 * connection is gone.
 */
export function countVisit(
  admission: Admission,
  slow_bodies: SlowBodies,
  request: IncomingMessage,
  response: ServerResponse,
  caller: string,
): void {
  const place: Place = { admission, slow_bodies, caller, state: "arriving" };
  (response as Placed<ServerResponse>)[PLACE] = place;
  response.on("close", onClose);
  if (!awaitsBody(request)) {
    begin(place);
    return;
  }
  (request as Placed<IncomingMessage>)[PLACE] = place;
  slow_bodies.expect(request);
  request.on("end", onBody);
}

function begin(place: Place): void {
  place.state = "under way";
  place.admission.begin(place.caller);
}

function onBody(this: IncomingMessage): void {
  const place = (this as Placed<IncomingMessage>)[PLACE];
  place.slow_bodies.forget(this);
  if (place.state === "arriving") begin(place);
}

function onClose(this: ServerResponse): void {
  const place = (this as Placed<ServerResponse>)[PLACE];
  if (place.state === "under way") place.admission.end(place.caller);
  else place.slow_bodies.forget(this.req);
  place.state = "over";
}

/** Whether a body comes that is waited for: what comes with a GET is thrown away unread. */
function awaitsBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return false;
  const length = headers["content-length"];
  return length === undefined ? headers["transfer-encoding"] !== undefined : length !== "0";
}
