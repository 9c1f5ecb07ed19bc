import { type AcquirerAccount, isGivenBack, isTaken } from "./acquirer-account.ts";
import type { RefundRow } from "./books.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/** The refund has ended without the buyer's money. */
const GIVEN_UP: readonly string[] = ["failed", "canceled", "unknown"];

/** What went back at the acquirer is what the books say, once, and never more than was taken. */
export function checkRefunds(
  { books, now }: Evidence,
  accounts: ReadonlyMap<string, AcquirerAccount>,
): Finding[] {
  const refunds = new Map(books.refunds.map((refund) => [refund.id, refund]));
  const given = [...accounts.values()].filter(({ last }) => last.payment !== undefined);
  return [
    ...given.flatMap((account) => checkAccount(account, refunds.get(account.reference), now)),
    ...books.refunds.flatMap((refund) => checkBooked(refund, accounts.get(refund.id), now)),
    ...checkTotals(given, accounts, now),
    ...checkCounted(books),
  ];
}

function checkAccount(account: AcquirerAccount, refund: RefundRow | undefined, now: Date): Finding[] {
  const { reference, last, times_moved } = account;
  if (times_moved > 1) {
    return [finding("refunded_twice", reference, `the acquirer gave it back ${times_moved} times`)];
  }
  const status = refund?.status ?? "unknown";
  if (isGivenBack(account, now) && GIVEN_UP.includes(status)) {
    return [
      finding(
        "given_back_but_unknown",
        reference,
        `the acquirer gave ${last.amount} back; here it is ${status}`,
      ),
    ];
  }
  return [];
}

function checkBooked(
  { id, status, amount }: RefundRow,
  account: AcquirerAccount | undefined,
  now: Date,
): Finding[] {
  if (status !== "succeeded") return [];
  // What comes back to us later is booked then.
  const is_leaving = account?.last.kind === "refunded" && account.last.ending?.kind === "fails_later";
  if (!is_leaving && !isGivenBack(account, now)) {
    const said = account?.last.kind ?? "unknown";
    return [finding("refunded_but_not_given_back", id, `succeeded here, and ${said} at the acquirer`)];
  }
  if (account?.last.amount === amount) return [];
  return [
    finding("amount_differs", id, `refunded ${amount} here, and ${account?.last.amount} at the acquirer`),
  ];
}

function checkTotals(
  given: readonly AcquirerAccount[],
  accounts: ReadonlyMap<string, AcquirerAccount>,
  now: Date,
): Finding[] {
  const totals = new Map<string, number>();
  for (const account of given) {
    if (!isGivenBack(account, now)) continue;
    const { payment = "", amount = 0 } = account.last;
    totals.set(payment, (totals.get(payment) ?? 0) + amount);
  }
  return [...totals].flatMap(([payment, total]) => {
    const charge = accounts.get(payment);
    const taken = isTaken(charge) ? (charge?.last.amount ?? 0) : 0;
    if (total <= taken) return [];
    return [finding("refunded_beyond_capture", payment, `${total} went back of ${taken} taken`)];
  });
}

/** A payment counts the refunds that have not ended without money, and no more than it received. */
function checkCounted({ intents, refunds }: Evidence["books"]): Finding[] {
  const counted = new Map<string, number>();
  for (const { payment_intent_id: id, status, amount } of refunds) {
    if (!GIVEN_UP.includes(status)) counted.set(id, (counted.get(id) ?? 0) + amount);
  }
  return intents.flatMap(({ id, amount_received, amount_refunded }) => {
    const total = counted.get(id) ?? 0;
    if (total > amount_received) {
      return [
        finding("refunded_beyond_capture", id, `${total} refunded here of ${amount_received} received`),
      ];
    }
    if (total === amount_refunded) return [];
    return [
      finding("amount_differs", id, `counts ${amount_refunded} as refunded, and its refunds are ${total}`),
    ];
  });
}
