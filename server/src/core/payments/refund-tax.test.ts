import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import { findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { refundEntry } from "../../ledger/refund-entry.ts";
import { taxOfRefund } from "./refund-tax.ts";

interface Payment {
  amount_received: number;
  tax_amount: number;
}

/** What a merchant does with a payment: gives a part of what is left back, or sees one of the refunds fail. */
type Step = { readonly part: number } | { readonly fails: number };

const part = fc.record({ part: fc.integer({ min: 1, max: 1000 }) });
const failure = fc.record({ fails: fc.nat(50) });

const anyAmount = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: MAXIMUM_AMOUNT }));
const anyPayment: fc.Arbitrary<Payment> = anyAmount.chain((amount_received) =>
  fc.record({ amount_received: fc.constant(amount_received), tax_amount: fc.nat(amount_received) }),
);

/** Takes the steps and then gives back what is left. Answers the refunds that stand. */
function refundInSteps(payment: Payment, steps: readonly Step[]) {
  let refunds: { amount: number; tax_amount: number }[] = [];
  const sum = (of: "amount" | "tax_amount") => refunds.reduce((total, refund) => total + refund[of], 0);
  const left = () => payment.amount_received - sum("amount");
  const refund = (amount: number) => {
    const tax_amount = taxOfRefund({ ...payment, amount_refunded: sum("amount") }, sum("tax_amount"), amount);
    refunds.push({ amount, tax_amount });
  };
  for (const step of steps) {
    if ("fails" in step) refunds = refunds.filter((_, index) => index !== step.fails);
    else if (left() > 0) refund(Math.max(1, Math.floor((left() * step.part) / 1000)));
  }
  if (left() > 0) refund(left());
  return refunds;
}

test.each([
  ["JPY", 0],
  ["USD", 2],
  ["BHD", 3],
])(
  "refunds in %s, with %i decimals, give exactly the tax of the payment back, whatever the parts and failures",
  (currency, exponent) => {
    expect(findCurrency(currency)?.exponent).toBe(exponent);
    const steps = fc.array(fc.oneof({ weight: 3, arbitrary: part }, failure), { maxLength: 60 });
    fc.assert(
      fc.property(anyPayment, steps, (payment, taken) => {
        const refunds = refundInSteps(payment, taken);
        const books = { acquirer_receivable: 0, merchant_payable: 0, tax_payable: 0 };
        for (const { amount, tax_amount } of refunds) {
          expect(tax_amount).toBeGreaterThanOrEqual(0);
          expect(tax_amount).toBeLessThanOrEqual(amount);
          const entry = refundEntry({ id: "", payment_intent_id: "", currency, amount, tax_amount });
          for (const posting of entry.postings) books[posting.account] += posting.amount;
        }
        expect(books).toEqual({
          acquirer_receivable: -payment.amount_received,
          merchant_payable: payment.amount_received - payment.tax_amount,
          tax_payable: payment.tax_amount,
        });
      }),
    );
  },
);

test("without failures each refund has its share of the tax, to the nearest unit", () => {
  fc.assert(
    fc.property(anyPayment, fc.array(part, { maxLength: 30 }), (payment, parts) => {
      let amount = 0n;
      let tax = 0n;
      for (const refund of refundInSteps(payment, parts)) {
        amount += BigInt(refund.amount);
        tax += BigInt(refund.tax_amount);
        const received = BigInt(payment.amount_received);
        const twice_off = 2n * (tax * received - BigInt(payment.tax_amount) * amount);
        expect(twice_off <= received && twice_off >= -received).toBe(true);
      }
    }),
  );
});

test("thirds of 10.79 USD with 0.80 of tax", () => {
  const payment = { amount_received: 1079, tax_amount: 80 };
  expect(taxOfRefund({ ...payment, amount_refunded: 0 }, 0, 360)).toBe(27);
  expect(taxOfRefund({ ...payment, amount_refunded: 360 }, 27, 360)).toBe(26);
  expect(taxOfRefund({ ...payment, amount_refunded: 720 }, 53, 359)).toBe(27);
});
