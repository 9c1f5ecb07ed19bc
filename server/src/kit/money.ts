import { type Currency, MAXIMUM_AMOUNT } from "./currency.ts";

const MILLION = 1_000_000n;

/** The sum of amounts of one currency. */
export function addAmounts(...amounts: number[]): number {
  let sum = 0;
  for (const amount of amounts) sum = safe(sum + safe(amount));
  return sum;
}

/** The price of several, or undefined when it is more than can be charged. */
export function multiplyByQuantity(unit_amount: number, quantity: number): number | undefined {
  // A product that leaves the safe range is rounded, but not by enough to come back below the maximum.
  const amount = safe(unit_amount) * safe(quantity);
  return Math.abs(amount) > MAXIMUM_AMOUNT ? undefined : amount + 0;
}

/** The tax to add to a net amount, rounded half up. */
export function taxAdded(net: number, rate_ppm: number): number {
  return toAmount(divideHalfUp(toBigInt(net) * toRate(rate_ppm), MILLION));
}

/**
 * The tax that a gross amount contains. The net amount is rounded half up and the tax is the rest, so that the two
 * always make up the price that the buyer has seen.
 */
export function taxIncluded(gross: number, rate_ppm: number): number {
  const net = divideHalfUp(toBigInt(gross) * MILLION, MILLION + toRate(rate_ppm));
  return toAmount(BigInt(gross) - net);
}

/** What a part of a whole has of a total that is spread evenly over the whole, rounded half up. */
export function shareOf(total: number, part: number, whole: number): number {
  if (safe(whole) === 0) throw new TypeError("Nothing is a part of nothing");
  return toAmount(divideHalfUp(toBigInt(total) * toBigInt(part), toBigInt(whole)));
}

/**
 * Splits a total in proportion to weights, to the last minor unit: every share is rounded down, and what is left goes
 * one unit each to the largest fractions, the earlier first. Weights that are all zero can share only nothing.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const parts = weights.map(toWeight);
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole === 0n) {
    if (safe(total) !== 0) throw new TypeError(`${total} cannot be shared out without a weight`);
    return parts.map(() => 0);
  }
  const sign = total < 0 ? -1n : 1n;
  const magnitude = toBigInt(total) * sign;
  const shares = parts.map((part) => (magnitude * part) / whole);
  const fractions = parts.map((part) => (magnitude * part) % whole);
  const left = Number(magnitude - shares.reduce((sum, share) => sum + share, 0n));
  const favoured = new Set(largestFirst(fractions).slice(0, left));
  return shares.map((share, index) => toAmount(sign * (favoured.has(index) ? share + 1n : share)));
}

/** An amount for people and logs, without grouping: "10.79 USD", "500 JPY", "-1.250 BHD". */
export function formatAmount(amount: number, currency: Currency): string {
  const sign = safe(amount) < 0 ? "-" : "";
  const digits = String(Math.abs(amount)).padStart(currency.exponent + 1, "0");
  if (currency.exponent === 0) return `${sign}${digits} ${currency.code}`;
  const major = digits.slice(0, -currency.exponent);
  return `${sign}${major}.${digits.slice(-currency.exponent)} ${currency.code}`;
}

function largestFirst(values: bigint[]): number[] {
  const order = values.map((_, index) => index);
  return order.sort((a, b) => {
    const [left, right] = [values[a] as bigint, values[b] as bigint];
    return left === right ? a - b : left > right ? -1 : 1;
  });
}

// Halves go away from zero, so that taking a line back takes back exactly the tax that it brought.
function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const half = numerator < 0n ? -denominator : denominator;
  return (2n * numerator + half) / (2n * denominator);
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer of minor units`);
  return value;
}

function toBigInt(amount: number): bigint {
  return BigInt(safe(amount));
}

function toAmount(amount: bigint): number {
  return safe(Number(amount));
}

function toWeight(weight: number): bigint {
  if (safe(weight) < 0) throw new TypeError(`${weight} is not a weight`);
  return BigInt(weight);
}

function toRate(rate_ppm: number): bigint {
  if (!Number.isSafeInteger(rate_ppm) || rate_ppm < 0) throw new TypeError(`${rate_ppm} is not a rate`);
  return BigInt(rate_ppm);
}
