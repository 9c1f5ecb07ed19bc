/** What the Federal Reserve gives to banks, by the first two digits: its districts, thrifts, and electronic numbers. */
const RANGES = [
  [1, 12],
  [21, 32],
  [61, 72],
] as const;

const WEIGHTS = [3, 7, 1] as const;

/** Whether nine digits can be a bank's routing number (ABA): who gave it, and its check digit. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const district = Number(text.slice(0, 2));
  if (!RANGES.some(([from, to]) => district >= from && district <= to)) return false;
  const sum = [...text].reduce(
    (total, digit, index) => total + Number(digit) * (WEIGHTS[index % WEIGHTS.length] ?? 0),
    0,
  );
  return sum % 10 === 0;
}
