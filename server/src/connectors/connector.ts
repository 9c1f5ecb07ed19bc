import type { CardErrorCode, PaymentErrorCode } from "../kit/errors.ts";
import type { CardChecks } from "./card-checks.ts";
import type { DisputeDesk } from "./dispute-desk.ts";
import type { PaymentRisk } from "./payment-risk.ts";
import type { AuthenticationRequest, ThreeDSecure } from "./three-d-secure.ts";

/** What a processor made of an attempt. Connectors translate into these words and never throw. */
export type Outcome<Code extends PaymentErrorCode = CardErrorCode> =
  | {
      readonly kind: "approved";
      readonly reference: string;
      /** Left out when the processor says nothing of the security code and the address. */
      readonly checks?: CardChecks;
      /** Left out when the risk is a usual one, or the processor says nothing of it. */
      readonly risk?: PaymentRisk;
      /** Left out when nobody has tried to authenticate the buyer. */
      readonly three_d_secure?: ThreeDSecure;
    }
  | {
      readonly kind: "declined";
      readonly reference: string | null;
      readonly code: Code;
      /** The issuer's finer reason, in the card networks' usual words, such as `lost_card`. */
      readonly decline_code: string | null;
      readonly risk?: PaymentRisk;
      readonly three_d_secure?: ThreeDSecure;
    }
  /** The buyer has to authenticate at `challenge_url` before the processor decides. */
  | { readonly kind: "needs_action"; readonly reference: string; readonly challenge_url: string }
  /** Nobody knows yet: a timeout, a broken connection, an answer that makes no sense. It is looked up later. */
  | { readonly kind: "unknown"; readonly reason: string };

/** The processor has taken the attempt on, and will know later; it is looked up from `expected_at` on. */
export interface ProcessingOutcome {
  readonly kind: "processing";
  readonly reference: string;
  readonly expected_at: Date;
}

/** What a processor made of a debit: rarely more, at first, than that the bank has been asked. */
export type DebitOutcome = Outcome<PaymentErrorCode> | ProcessingOutcome;

/**
 * The answer to a look-up: an outcome, or `closed`: the processor had decided nothing (the request never arrived, or
 * the buyer did not authenticate) and will not take the attempt any more.
 */
export type LookupOutcome = DebitOutcome | { readonly kind: "closed" };

/** What every request about an attempt says. */
interface AttemptRequest {
  /** Our attempt's id. It is the processor's idempotency key: asking twice moves money once. */
  readonly attempt_id: string;
  /** Opaque; comes back with the processor's notices and names the attempt to us. */
  readonly notice_reference: string;
  /** A request that arrives later than this must be refused: by then the attempt has been looked up and given up. */
  readonly valid_until: Date;
}

/** Asks whether a card may be kept for later charges. No amount is authorised, and no money moves. */
export interface VerifyRequest extends AttemptRequest {
  readonly card: { readonly number: string; readonly exp_month: number; readonly exp_year: number };
  /** Present for the first authorisation after the buyer typed it; never stored by a connector. */
  readonly security_code: string | undefined;
}

export interface AuthorizeRequest extends VerifyRequest {
  readonly amount: number;
  readonly currency: string;
  /** Where the buyer's browser goes after authenticating, when not inside the cashier. */
  readonly return_url: string | null;
  /** Whether the money is taken at once. If not, an approval only keeps it for us until it is captured or voided. */
  readonly capture: boolean;
  /** The merchant charges a card that it keeps, and the buyer is not there. */
  readonly off_session: boolean;
  /** Nobody can be asked while `off_session`. */
  readonly request_three_d_secure: AuthenticationRequest;
  /** This processor's reference of the verification in which the buyer agreed to later charges. */
  readonly setup_reference: string | null;
  readonly test: TestInstructions;
}

/** What a request asks the simulator to go through. Only the simulator reads it; no live processor is told. */
export interface TestInstructions {
  /** Said for this request, before anything that the metadata says. */
  readonly scenario: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Takes money from a bank account in the United States (ACH), in dollars. */
export interface DebitRequest extends AttemptRequest {
  readonly amount: number;
  readonly currency: string;
  readonly us_bank_account: {
    readonly account_number: string;
    readonly routing_number: string;
    readonly account_holder_type: "individual" | "company";
    readonly account_type: "checking" | "savings";
    readonly account_holder_name: string;
  };
  readonly test: TestInstructions;
}

export interface SampleBankAccount {
  readonly account_number: string;
  readonly routing_number: string;
}

export interface AttemptReference {
  readonly attempt_id: string;
  readonly reference: string | null;
}

/** What we ask about an authorisation whose money was not taken at once. */
export interface ModificationReference {
  /** Our own id of the capture or the void. It is the processor's idempotency key: asking twice is asking once. */
  readonly modification_id: string;
  readonly attempt: AttemptReference;
  /** The processor's name for the capture or the void, once it has answered. */
  readonly reference: string | null;
}

export interface VoidRequest extends Omit<ModificationReference, "reference"> {
  /** A request that arrives later than this must be refused: by then it has been looked up and given up. */
  readonly valid_until: Date;
}

export interface CaptureRequest extends VoidRequest {
  /** As much as was authorised, or less: the rest is released, and nothing more can be captured. */
  readonly amount: number;
  readonly currency: string;
}

/** What became of an authorisation that was to be released. */
export type VoidOutcome =
  /** Nothing is kept for us any more, be it by this request or because the authorisation had ended before. */
  | { readonly kind: "voided"; readonly reference: string | null }
  /** This request has done nothing and never will; the authorisation is what it was. */
  | { readonly kind: "refused"; readonly reference: string | null }
  /** Nobody knows yet; it is looked up later. */
  | { readonly kind: "unknown"; readonly reason: string };

/** What became of an authorisation that was to be captured. */
export type CaptureOutcome = { readonly kind: "captured"; readonly reference: string } | VoidOutcome;

/** Why money could not be given back, or came back to us. */
export const REFUND_FAILURE_REASONS = ["declined", "expired_or_canceled_card", "processing_error"] as const;

export type RefundFailureReason = (typeof REFUND_FAILURE_REASONS)[number];

/** What a processor made of a refund. */
export type RefundOutcome =
  | {
      readonly kind: "succeeded";
      readonly reference: string;
      /** The bank may still send the money back until then; null when that is over, or is told by a notice. */
      readonly may_fail_until: Date | null;
    }
  /** The processor has taken it on, and will know later. */
  | { readonly kind: "pending"; readonly reference: string }
  | { readonly kind: "failed"; readonly reference: string | null; readonly reason: RefundFailureReason }
  | { readonly kind: "canceled"; readonly reference: string }
  /** Nobody knows yet; it is looked up later. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface RefundRequest {
  /** Our refund's id. It is the processor's idempotency key: asking twice gives money back once. */
  readonly refund_id: string;
  /** The approved attempt whose money goes back. */
  readonly attempt: AttemptReference;
  readonly amount: number;
  readonly currency: string;
  /** A request that arrives later than this must be refused: by then the refund has been looked up and given up. */
  readonly valid_until: Date;
  readonly test: TestInstructions;
}

export interface RefundReference {
  readonly refund_id: string;
  readonly attempt: AttemptReference;
  readonly reference: string | null;
}

/** The contract of every processor's folder: stateless translation between our words and theirs. */
export interface Connector {
  readonly name: string;
  /** How long a request may take before its outcome counts as unknown. */
  readonly timeout_ms: number;
  authorize(request: AuthorizeRequest): Promise<Outcome>;
  /** Debits a bank account. Whether the bank pays is usually told by later look-ups. */
  debit(request: DebitRequest): Promise<DebitOutcome>;
  /** Verifies a card with no amount. The reference of an approval goes with later charges of the card. */
  verify(request: VerifyRequest): Promise<Outcome>;
  /** Goes on after the buyer authenticated (or did not). */
  complete(attempt: AttemptReference): Promise<Outcome>;
  /**
   * What became of an attempt, for good: one that is still undecided is closed by asking, unless the processor has taken
   * it on (`processing`) and is waiting for a bank.
   */
  lookup(attempt: AttemptReference): Promise<LookupOutcome>;
  /** Takes the money of an approved attempt that only kept it for us. */
  capture(request: CaptureRequest): Promise<CaptureOutcome>;
  /** Releases the money of an approved attempt that only kept it for us. */
  void(request: VoidRequest): Promise<VoidOutcome>;
  /** What became of a capture. One that the processor has never heard of is refused, for good. */
  lookupCapture(capture: ModificationReference): Promise<CaptureOutcome>;
  /** What became of a void. One that the processor has never heard of is refused, for good. */
  lookupVoid(voided: ModificationReference): Promise<VoidOutcome>;
  /** Gives the money of an approved attempt back, or releases it, because we could not use the approval. */
  reverse(attempt: AttemptReference): Promise<void>;
  /** Gives an approved attempt's money back, or a part of it. */
  refund(request: RefundRequest): Promise<RefundOutcome>;
  /** What became of a refund. One that the processor has never heard of has failed, for good: it is refused later. */
  lookupRefund(refund: RefundReference): Promise<RefundOutcome>;
  /** Calls a refund off that is still pending, and answers what has become of it: it may be too late. */
  cancelRefund(refund: RefundReference): Promise<RefundOutcome>;
  /** Left out when the processor tells of no disputes. */
  readonly disputes?: DisputeDesk;
  /** The number of the card that a test may call by this name, such as `pm_card_visa`. Left out where money is real. */
  sampleCard?(name: string): string | undefined;
  /** The bank account that a test may call by this name, such as `pm_usBankAccount_success`. */
  sampleBankAccount?(name: string): SampleBankAccount | undefined;
  /** Whether the processor itself signed a notice, in its own scheme. Left out when its notices are not signed. */
  verifySignature?(payload: string, signature: string): boolean;
}
