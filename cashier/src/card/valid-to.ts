/** "04/30", of a month and a year. */
export function validTo({ exp_month, exp_year }: { exp_month: number; exp_year: number }): string {
  return `${String(exp_month).padStart(2, "0")}/${String(exp_year).slice(-2)}`;
}
