import { addMilliseconds } from "../../kit/clock.ts";
import type { CardBrand } from "../payment-methods/payment-method.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** For how long issuers keep an authorised amount for the merchant. */
const WINDOW_MS = 7 * DAY_MS;
/**
 * Visa lets the issuer release what was authorised without the cardholder after five days. We stop six hours before:
 * the clearing file of a capture in the last hours would reach the issuer too late.
 */
const VISA_OFF_SESSION_WINDOW_MS = 4 * DAY_MS + 18 * HOUR_MS;

/** What the length of an authorisation depends on. */
export interface Authorized {
  readonly brand: CardBrand;
  readonly off_session: boolean;
}

/** The instant from which an authorised amount can no longer be counted on, and is released. */
export function captureBefore(authorized_at: Date, { brand, off_session }: Authorized): Date {
  const is_short = off_session && brand === "visa";
  return addMilliseconds(authorized_at, is_short ? VISA_OFF_SESSION_WINDOW_MS : WINDOW_MS);
}
