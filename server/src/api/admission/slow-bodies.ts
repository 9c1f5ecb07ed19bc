import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { HttpLimits } from "./http-limits.ts";

interface Progress {
  looks: number;
  readonly bytes_before: number;
}

/** The bodies that are on their way. Whoever sends one so slowly that it hardly moves is not waited for. */
export class SlowBodies {
  readonly #limits: HttpLimits;
  readonly #giveUp: (socket: Socket) => void;
  readonly #expected = new Set<IncomingMessage>();
  readonly #progress = new WeakMap<IncomingMessage, Progress>();

  constructor(limits: HttpLimits, giveUp: (socket: Socket) => void) {
    this.#limits = limits;
    this.#giveUp = giveUp;
  }

  get count(): number {
    return this.#expected.size;
  }

  expect(request: IncomingMessage): void {
    this.#expected.add(request);
  }

  forget(request: IncomingMessage): void {
    this.#expected.delete(request);
  }

  /** Called once every `check_every_ms`. Most bodies have come and gone between two looks. */
  look(): void {
    const { check_every_ms, body_grace_ms, body_bytes_per_second } = this.#limits;
    for (const request of this.#expected) {
      const { bytesRead } = request.socket;
      const progress = this.#progress.get(request) ?? { looks: 0, bytes_before: bytesRead };
      this.#progress.set(request, progress);
      const waited_ms = progress.looks++ * check_every_ms;
      const due_bytes = (body_bytes_per_second * waited_ms) / 1000;
      if (waited_ms < body_grace_ms || bytesRead - progress.bytes_before >= due_bytes) continue;
      this.#expected.delete(request);
      this.#giveUp(request.socket);
    }
  }
}
