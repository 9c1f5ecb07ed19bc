import type { DisputeReason } from "../dispute-desk.ts";

/** A dispute that a test card's buyer, or the holder of a test account, will begin. */
export interface DisputePlan {
  readonly reason: DisputeReason;
  /** The bank asks first, and takes nothing back. */
  readonly is_inquiry?: true;
  /** The bank only warns of fraud. */
  readonly is_warning?: true;
  /** A buyer who has authenticated cannot say that it was somebody else: the loss would be their bank's. */
  readonly is_shielded_by_authentication?: true;
}

/** What will be disputed of a payment, from the moment in which its money is taken. */
export interface PlannedDisputes {
  readonly notice_reference: string;
  readonly plans: readonly DisputePlan[];
}

/** A payment that has just been taken. */
export interface TakenPayment extends PlannedDisputes {
  readonly payment: string;
  readonly amount: number;
}
