const CURRENCIES = ["usd", "eur", "jpy"];

export interface PaymentRequestOptions {
  readonly port: number;
  readonly secret_key: string;
  readonly payment_method: string;
}

/**
 * Writes the bytes of a payment's request: everything but the idempotency key is ready beforehand. The currencies
 * take turns.
 */
export function paymentRequests({ port, secret_key, payment_method }: PaymentRequestOptions) {
  const parts = CURRENCIES.map((currency) => {
    const body = JSON.stringify({ amount: 2000, currency, payment_method, confirm: true });
    const head = [
      "POST /v1/payment_intents HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${secret_key}`,
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Idempotency-Key: ",
    ].join("\r\n");
    return { head, tail: `\r\n\r\n${body}` };
  });
  let turn = 0;
  return function next(idempotency_key: string): string {
    turn = (turn + 1) % parts.length;
    const { head, tail } = parts[turn] as { head: string; tail: string };
    return head + idempotency_key + tail;
  };
}
