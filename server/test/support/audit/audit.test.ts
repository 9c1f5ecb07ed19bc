import { expect, test } from "vitest";
import { audit } from "./audit.ts";
import { ENDPOINT, reception, soundEvidence, type WritableEvidence } from "./example.ts";
import { describeFinding, type FindingName } from "./finding.ts";

const LONG_AGO = "2025-12-31T23:59:00.000Z";

/** The names of what the auditor finds when something of the sound records is made wrong. */
function findings(makeWrong: (evidence: WritableEvidence) => void): string[] {
  const evidence = soundEvidence();
  makeWrong(evidence);
  return audit(evidence).map(({ name, subject }) => `${name} ${subject}`);
}

/** The row of that id. */
function of<Row extends { id: string }>(rows: Row[], id: string): Row {
  return rows.find((row) => row.id === id) as Row;
}

function remove<Row>(rows: Row[], isMeant: (row: Row) => boolean): Row {
  return rows.splice(rows.findIndex(isMeant), 1)[0] as Row;
}

test("records that agree have no findings", () => {
  expect(audit(soundEvidence())).toEqual([]);
});

test("a finding is told in one line", () => {
  const evidence = soundEvidence();
  of(evidence.books.attempts, "declined-attempt").status = "pending";
  remove(evidence.books.events, ({ type }) => type === "payment.failed");
  expect(audit(evidence).map(describeFinding)).toEqual([
    "pending_beyond_deadline declined-attempt: the attempt is still pending, since 2026-01-01T00:00:00.000Z",
  ]);
});

const STORIES: [
  story: string,
  makeWrong: (evidence: WritableEvidence) => void,
  name: FindingName,
  of: string,
][] = [
  [
    "a payment that the client was told of is not in the books",
    ({ acknowledgements }) =>
      acknowledgements.push({ ...of(acknowledgements, "declined"), id: "gone", key: "gone" }),
    "acknowledged_but_lost",
    "gone",
  ],
  [
    "a refund that the client was told of is not in the books",
    ({ acknowledgements }) =>
      acknowledgements.push({ ...of(acknowledgements, "paid-refund"), id: "gone", key: "gone" }),
    "acknowledged_but_lost",
    "gone",
  ],
  [
    "a payment that was declined, and not tried again, is paid",
    ({ acknowledgements }) => {
      of(acknowledgements, "paid").status = "requires_payment_method";
    },
    "acknowledged_but_changed",
    "paid",
  ],
  [
    "a payment that was told as paid is canceled",
    ({ acknowledgements }) => {
      Object.assign(of(acknowledgements, "canceled"), { status: "succeeded", is_last_word: false });
    },
    "acknowledged_but_changed",
    "canceled",
  ],
  [
    "another amount was received than the client was told",
    ({ acknowledgements }) => {
      of(acknowledgements, "captured").amount_received = 601;
    },
    "acknowledged_but_changed",
    "captured",
  ],
  [
    "a refund has another amount than the client was told",
    ({ acknowledgements }) => {
      of(acknowledgements, "paid-refund").amount = 299;
    },
    "acknowledged_but_changed",
    "paid-refund",
  ],
  [
    "a request that was repeated with its key made a second payment",
    ({ acknowledgements }) => {
      of(acknowledgements, "declined").key = "paid";
    },
    "answered_differently",
    "paid",
  ],
  [
    "the acquirer took the money of one attempt twice",
    ({ acquirer }) => acquirer.push({ reference: "paid-attempt", kind: "approved", amount: 1000 }),
    "charged_twice",
    "paid-attempt",
  ],
  [
    "two payments of one order are paid",
    ({ books }) => {
      of(books.intents, "captured").order = "paid";
    },
    "charged_twice",
    "paid",
  ],
  [
    "the acquirer took money for an attempt that the books call declined",
    ({ acquirer }) => acquirer.push({ reference: "declined-attempt", kind: "approved", amount: 1000 }),
    "taken_but_unknown",
    "declined-attempt",
  ],
  [
    "the acquirer took money for an attempt that the books have never seen",
    ({ acquirer }) => acquirer.push({ reference: "stray", kind: "approved", amount: 1000 }),
    "taken_but_unknown",
    "stray",
  ],
  [
    "the acquirer keeps a buyer's money for a payment that was canceled",
    ({ acquirer }) => remove(acquirer, ({ kind }) => kind === "voided"),
    "held_but_unknown",
    "canceled-attempt",
  ],
  [
    "a payment is paid in the books, and its money was given back at once",
    ({ acquirer }) => acquirer.push({ reference: "captured-attempt", kind: "reversed", amount: 600 }),
    "paid_but_not_taken",
    "captured-attempt",
  ],
  [
    "the acquirer took another amount than was received",
    ({ acquirer }) => acquirer.push({ ...remove(acquirer, ({ kind }) => kind === "captured"), amount: 700 }),
    "amount_differs",
    "captured-attempt",
  ],
  [
    "a payment counts more as refunded than its refunds are",
    ({ books }) => {
      of(books.intents, "captured").amount_refunded = 100;
    },
    "amount_differs",
    "captured",
  ],
  [
    "the acquirer gave one refund's money back twice",
    ({ acquirer }) =>
      acquirer.push({ reference: "paid-refund", kind: "refunded", amount: 300, payment: "paid-attempt" }),
    "refunded_twice",
    "paid-refund",
  ],
  [
    "the acquirer gave money back for a refund that nobody knows",
    ({ acquirer }) =>
      acquirer.push({ reference: "stray", kind: "refunded", amount: 1, payment: "paid-attempt" }),
    "given_back_but_unknown",
    "stray",
  ],
  [
    "a refund succeeded here that the acquirer refused",
    ({ acquirer }) => {
      const refunded = remove(acquirer, ({ kind }) => kind === "refunded");
      acquirer.push({ ...refunded, kind: "refund_refused" });
    },
    "refunded_but_not_given_back",
    "paid-refund",
  ],
  [
    "an attempt is still pending long after it was asked about",
    ({ books }) => {
      of(books.attempts, "declined-attempt").status = "pending";
      remove(books.events, ({ type }) => type === "payment.failed");
    },
    "pending_beyond_deadline",
    "declined-attempt",
  ],
  [
    "a bank has answered long ago, and the payment is still processing",
    ({ acquirer, books }) => {
      Object.assign(of(books.attempts, "declined-attempt"), { status: "processing" });
      remove(books.events, ({ type }) => type === "payment.failed");
      acquirer.push({ reference: "declined-attempt", kind: "debit_pending", bank: { at: LONG_AGO } });
    },
    "pending_beyond_deadline",
    "declined-attempt",
  ],
  [
    "an authorisation was not released when its time was over",
    ({ acquirer, books }) => {
      Object.assign(of(books.attempts, "canceled-attempt"), {
        status: "authorized",
        capture_before: LONG_AGO,
      });
      remove(acquirer, ({ kind }) => kind === "voided");
    },
    "pending_beyond_deadline",
    "canceled-attempt",
  ],
  [
    "a capture is still pending",
    ({ books }) => {
      of(books.modifications, "captured-capture").status = "pending";
    },
    "pending_beyond_deadline",
    "captured-capture",
  ],
  [
    "a payment succeeded, and no event says so",
    ({ books }) => remove(books.events, ({ id }) => id === "captured-payment.succeeded"),
    "event_missing",
    "captured",
  ],
  [
    "a refund's event is missing",
    ({ books }) => remove(books.events, ({ type }) => type === "refund.succeeded"),
    "event_missing",
    "paid-refund",
  ],
  [
    "two events have one number",
    ({ books }) => {
      of(books.events, "captured-payment.succeeded").sequence = 1;
    },
    "event_doubled",
    "captured",
  ],
  [
    "an event was refused when it came, and did not come again",
    ({ mailbox }) => {
      for (const reception of mailbox?.receptions ?? []) {
        if (reception.body.includes("captured-payment.succeeded")) reception.is_acknowledged = false;
      }
    },
    "event_undelivered",
    "captured-payment.succeeded",
  ],
  [
    "an event has not arrived",
    ({ mailbox }) =>
      remove(mailbox?.receptions ?? [], ({ body }) => body.includes("captured-payment.succeeded")),
    "event_undelivered",
    "captured-payment.succeeded",
  ],
  [
    "a webhook is signed with another secret",
    ({ mailbox }) =>
      mailbox?.receptions.push({ ...reception("paid-payment.succeeded"), body: '{"id":"other"}' }),
    "signature_wrong",
    "other",
  ],
  [
    "an entry does not balance",
    ({ books }) => {
      of(books.entries, "paid-attempt").amounts = [1000, -999];
    },
    "entry_unbalanced",
    "paid-attempt",
  ],
  [
    "a refund is not booked",
    ({ books }) => remove(books.entries, ({ kind }) => kind === "refund"),
    "entry_missing",
    "paid-refund",
  ],
  [
    "a payment is booked a second time under another name",
    ({ books }) => books.entries.push({ ...of(books.entries, "paid-attempt"), id: "again" }),
    "entry_doubled",
    "again",
  ],
  [
    "a payment is booked with another amount",
    ({ books }) => {
      of(books.entries, "paid-attempt").amounts = [900, -900];
    },
    "entry_wrong",
    "paid-attempt",
  ],
];

test.each(STORIES)("%s: it is found, and nothing else is", (_story, makeWrong, name, subject) => {
  expect(findings(makeWrong)).toEqual([`${name} ${subject}`]);
});

test("more went back than was taken: it is found in the books and at the acquirer", () => {
  const found = findings(({ acquirer, books, acknowledgements }) => {
    of(books.refunds, "paid-refund").amount = 1300;
    of(books.intents, "paid").amount_refunded = 1300;
    of(books.entries, "paid-refund").amounts = [-1300, 1300];
    of(acknowledgements, "paid-refund").amount = 1300;
    Object.assign(acquirer.find(({ kind }) => kind === "refunded") ?? {}, { amount: 1300 });
  });
  expect(found).toEqual(["refunded_beyond_capture paid-attempt", "refunded_beyond_capture paid"]);
});

test("what still has time is no finding", () => {
  const found = findings(({ acquirer, books, now }) => {
    const attempt = of(books.attempts, "declined-attempt");
    Object.assign(attempt, { status: "pending", created_at: now.toISOString() });
    remove(books.events, ({ type }) => type === "payment.failed");
    remove(acquirer, ({ reference }) => reference === "declined-attempt");
  });
  expect(found).toEqual([]);
});

test("an endpoint is owed only what it asked for, and what has happened since it was there", () => {
  const found = findings(({ books, mailbox }) => {
    of(books.endpoints, ENDPOINT.id).event_types = ["payment_intent.succeeded"];
    of(books.events, "paid-payment.succeeded").created_at = LONG_AGO;
    for (const id of ["paid-payment.succeeded", "paid-refund-refund.created"]) {
      remove(mailbox?.receptions ?? [], ({ body }) => body.includes(id));
    }
  });
  expect(found).toEqual([]);
});
