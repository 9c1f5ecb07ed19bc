import type { Admission } from "./admission.ts";
import { ALWAYS_ANSWERED } from "./always-answered.ts";
import { type AnswerEarly, METHODS } from "./answer-early.ts";
import { readDoorHeaders } from "./caller.ts";
import type { Connections } from "./connections.ts";
import type { ReadyRefusals } from "./ready-refusals.ts";

/**
 * Refuses, while many requests are under way, before anything is made of a request. What it does not refuse is decided
 * once more as ever.
 */
export function refuseEarly(
  admission: Admission,
  ready: ReadyRefusals,
  connections: Connections,
): AnswerEarly {
  return (socket, url, headers, method) => {
    if (!admission.is_crowded || ALWAYS_ANSWERED.has(url)) return false;
    const { caller, for_page, is_simple } = readDoorHeaders(headers, method === METHODS.get);
    if (!is_simple || admission.admits(caller)) return false;
    connections.noteRequest(socket);
    socket.write(ready.next(url, for_page), "latin1");
    return true;
  };
}
