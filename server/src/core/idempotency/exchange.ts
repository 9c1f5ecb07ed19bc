/** An answer as it goes over the wire. The bytes are kept, so that a repeated request gets the same ones. */
export interface RenderedAnswer {
  readonly status: number;
  readonly body: string;
}

/** The answer to one request, and whether it is the stored answer to an earlier, equal one. */
export interface Answer extends RenderedAnswer {
  readonly replayed: boolean;
}

export interface IdempotencyKey {
  /** Keys of different APIs never meet. */
  readonly api: string;
  readonly key: string;
  /** Keyed hash of the method, the path and the normalised parameters. */
  readonly request_hash: Buffer;
}

/**
 * A request's side of a write: its idempotency key, and how its API words the outcome. The core stores the words in
 * the same write as the outcome, and never reads them.
 */
export interface Exchange<Outcome> {
  readonly idempotency: IdempotencyKey | null;
  readonly render: (outcome: Outcome) => RenderedAnswer;
  /** The answer holds a secret that is shown only once: what is kept for repeated requests is sealed. */
  readonly confidential?: boolean;
  /**
   * The same outcome is always told in the same words when it is a success: so they need not be kept, and a repeated
   * request is told them anew, from the outcome as its event has kept it.
   */
  readonly repeats_success?: boolean;
  /** What the simulated processor is to go through with this request; a live one never hears of it. */
  readonly test_scenario?: string | null;
}
