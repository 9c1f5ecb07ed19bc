import type { AuthorizeRequest } from "../../../connectors/connector.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Vault } from "../../../vault/vault.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { noticeReference } from "./notice-reference.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";

/** What an authorisation asks for, apart from what follows from its payment. */
export interface Asked
  extends Pick<AuthorizeRequest, "valid_until" | "card" | "security_code" | "setup_reference"> {
  readonly intent: PaymentIntent;
  readonly attempt: PaymentAttempt;
  readonly scenario: string | null;
}

/**
 * A request to authorise. Its notice reference is made only when somebody asks for it: most cards are decided without
 * anybody having to name the attempt to us. That is what a class is for here, because objects that each have a getter of
 * their own cost more than the reference does.
 */
export class Authorization implements AuthorizeRequest {
  readonly #vault: Vault;
  readonly #scope: Scope;
  readonly attempt_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly valid_until: Date;
  readonly test: AuthorizeRequest["test"];
  readonly card: AuthorizeRequest["card"];
  readonly security_code: string | undefined;
  readonly return_url: string | null;
  readonly capture: boolean;
  readonly off_session: boolean;
  readonly request_three_d_secure: AuthorizeRequest["request_three_d_secure"];
  readonly setup_reference: string | null;

  constructor(vault: Vault, scope: Scope, asked: Asked) {
    const { intent, attempt, scenario } = asked;
    this.#vault = vault;
    this.#scope = scope;
    this.attempt_id = attempt.id;
    this.amount = attempt.amount;
    this.currency = attempt.currency;
    this.valid_until = asked.valid_until;
    this.test = { scenario, metadata: intent.metadata };
    this.card = asked.card;
    this.security_code = asked.security_code;
    this.return_url = intent.return_url;
    this.capture = intent.capture_method !== "manual";
    this.off_session = intent.off_session;
    this.request_three_d_secure = intent.details?.request_three_d_secure ?? "automatic";
    this.setup_reference = asked.setup_reference;
  }

  get notice_reference(): string {
    return noticeReference(this.#vault, this.#scope, this.attempt_id);
  }
}
