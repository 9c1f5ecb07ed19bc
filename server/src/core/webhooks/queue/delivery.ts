import type { Scope } from "../../../kit/scope.ts";
import type { Event } from "../../events/event.ts";
import type { AttemptTrigger, WebhookAttempt } from "../log/attempt.ts";
import type { WebhookResult } from "../transport.ts";

/** Where a delivery goes. */
export interface DeliveryTarget {
  readonly id: string;
  readonly api: string;
  readonly url: string;
  /** The newest first; two while one replaces the other. */
  readonly sealed_secrets: readonly Buffer[];
}

/**
 * An attempt goes through these stages in order. Each step takes one and makes the next, so that the compiler sees
 * when one is left out: nothing is sent unsigned, and nothing is recorded that was not judged.
 */
export interface ClaimedDelivery {
  readonly scope: Scope;
  readonly id: string;
  readonly trigger: AttemptTrigger;
  /** When another worker may take it for lost. */
  readonly leased_until: Date;
  /** 1 for the first attempt of the schedule. */
  readonly attempt: number;
  readonly endpoint: DeliveryTarget;
  readonly event: Event;
  /** What an earlier attempt sent. */
  readonly body: string | null;
}

export interface SignedDelivery {
  readonly claimed: ClaimedDelivery;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AnsweredDelivery {
  readonly signed: SignedDelivery;
  readonly result: WebhookResult;
}

export interface JudgedDelivery {
  readonly claimed: ClaimedDelivery;
  /** What was sent, to be sent again if need be; null when the attempt failed before there was a body. */
  readonly body: string | null;
  readonly verdict: Verdict;
}

/** A judged delivery, with what its log will say of this attempt. */
export interface LoggedDelivery extends JudgedDelivery {
  readonly logged: WebhookAttempt;
}

/** What an attempt makes of its delivery. */
export type Verdict =
  | { readonly status: "succeeded"; readonly response_status: number }
  | {
      readonly status: "pending";
      readonly next_attempt_at: Date;
      readonly response_status: number | null;
      readonly error: string;
    }
  /** No attempt follows from this one. */
  | {
      readonly status: "failed";
      readonly response_status: number | null;
      readonly error: string;
      /** The receiver said that it is gone for good, so the endpoint is disabled. */
      readonly endpoint_gone: boolean;
    };
