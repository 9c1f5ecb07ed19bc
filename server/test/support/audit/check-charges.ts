import { type AcquirerAccount, isTaken } from "./acquirer-account.ts";
import type { AttemptRow, IntentRow } from "./books.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/** While it is so, the books know that they do not know yet; whether that lasts too long is another question. */
const OPEN: readonly string[] = ["pending", "processing"];

/** What was taken at the acquirer is what the books say, and once. */
export function checkCharges({ books }: Evidence, accounts: ReadonlyMap<string, AcquirerAccount>): Finding[] {
  const attempts = new Map(books.attempts.map((attempt) => [attempt.id, attempt]));
  const intents = new Map(books.intents.map((intent) => [intent.id, intent]));
  const waiting = new Set(
    books.modifications.filter(({ status }) => status === "pending").map((each) => each.payment_intent_id),
  );
  const known = (attempt: AttemptRow | undefined) => ({
    attempt,
    intent: attempt && intents.get(attempt.payment_intent_id),
    is_open:
      attempt !== undefined && (OPEN.includes(attempt.status) || waiting.has(attempt.payment_intent_id)),
  });
  return [
    ...[...accounts.values()].flatMap((account) =>
      checkAccount(account, known(attempts.get(account.reference))),
    ),
    ...books.attempts.flatMap((attempt) => checkPaid(attempt, accounts.get(attempt.id))),
    ...checkOnce([...accounts.values()], attempts, intents),
  ];
}

interface Known {
  readonly attempt: AttemptRow | undefined;
  readonly intent: IntentRow | undefined;
  readonly is_open: boolean;
}

function checkAccount(account: AcquirerAccount, { attempt, intent, is_open }: Known): Finding[] {
  const { reference, last, times_moved } = account;
  if (last.payment !== undefined) return [];
  const status = attempt?.status ?? "unknown";
  if (times_moved > 1) {
    return [
      finding("charged_twice", reference, `the acquirer took the money of one attempt ${times_moved} times`),
    ];
  }
  if (is_open) return [];
  if (isTaken(account) && status !== "approved") {
    return [
      finding("taken_but_unknown", reference, `the acquirer took ${last.amount}; here it is ${status}`),
    ];
  }
  if (last.kind === "authorized" && status !== "authorized") {
    return [
      finding("held_but_unknown", reference, `the acquirer keeps ${last.amount}; here it is ${status}`),
    ];
  }
  if (isTaken(account) && last.amount !== intent?.amount_received) {
    const text = `the acquirer took ${last.amount}, and ${intent?.amount_received} were received`;
    return [finding("amount_differs", reference, text)];
  }
  return [];
}

function checkPaid({ id, status }: AttemptRow, account: AcquirerAccount | undefined): Finding[] {
  const said = account?.last.kind ?? "unknown";
  const is_right = status === "approved" ? isTaken(account) : status !== "authorized" || said !== "unknown";
  return is_right ? [] : [finding("paid_but_not_taken", id, `${status} here, and ${said} at the acquirer`)];
}

/** One order is paid once, however many payments and attempts it took. */
function checkOnce(
  accounts: readonly AcquirerAccount[],
  attempts: ReadonlyMap<string, AttemptRow>,
  intents: ReadonlyMap<string, IntentRow>,
): Finding[] {
  const paid = new Map<string, number>();
  for (const account of accounts) {
    const intent_id = attempts.get(account.reference)?.payment_intent_id;
    if (intent_id === undefined || !isTaken(account)) continue;
    const order = intents.get(intent_id)?.order ?? intent_id;
    paid.set(order, (paid.get(order) ?? 0) + 1);
  }
  return [...paid]
    .filter(([, times]) => times > 1)
    .map(([order, times]) => finding("charged_twice", order, `the acquirer was paid ${times} times for it`));
}
