export const RISK_LEVELS = ["elevated", "highest"] as const;

/** How likely a processor thinks fraud, where it is likelier than with most payments. */
export interface PaymentRisk {
  readonly level: (typeof RISK_LEVELS)[number];
  /** The processor has declined the payment for its risk, and has asked no bank. */
  readonly is_blocked: boolean;
}
