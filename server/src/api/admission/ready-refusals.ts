import { STATUS_CODES } from "node:http";
import { doorOf, type RefusingDoor } from "../plugins/unreadable-requests.ts";
import { type OverloadedAnswer, RETRY_AFTER_S, wordOverloaded } from "./overloaded-answer.ts";

/** An answer in pieces, between which the request's id goes. */
type Pieces = readonly string[];

/** Whole answers to requests that find no place, worded once for each API, in which only the request's id is missing. */
export class ReadyRefusals {
  readonly #doors: readonly [RefusingDoor, ...RefusingDoor[]];
  readonly #newRequestId: () => string;
  readonly #ready = new Map<RefusingDoor, readonly Pieces[]>();
  #turn = 0;

  constructor(doors: readonly [RefusingDoor, ...RefusingDoor[]], newRequestId: () => string) {
    this.#doors = doors;
    this.#newRequestId = newRequestId;
  }

  /** The next answer at an address, as it goes over a connection that stays open. */
  next(url: string, for_page: boolean): string {
    const door = doorOf(this.#doors, url);
    const ready = this.#ready.get(door) ?? this.#prepare(door);
    this.#turn = (this.#turn + 1) % RETRY_AFTER_S.length;
    const pieces = ready[this.#turn + (for_page ? RETRY_AFTER_S.length : 0)] ?? [];
    const request_id = this.#newRequestId();
    return pieces.length === 2 ? `${pieces[0]}${request_id}${pieces[1]}` : pieces.join(request_id);
  }

  #prepare(door: RefusingDoor): readonly Pieces[] {
    const ready = [false, true].flatMap((for_page) =>
      RETRY_AFTER_S.map((_, turn) => {
        const request_id = this.#newRequestId();
        return write(wordOverloaded(door, request_id, turn, for_page)).split(request_id);
      }),
    );
    this.#ready.set(door, ready);
    return ready;
  }
}

/** All ids are equally long, so the length that it tells holds for any. */
function write({ status, headers, text }: OverloadedAnswer): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`];
  for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  return [...lines, "", text].join("\r\n");
}
