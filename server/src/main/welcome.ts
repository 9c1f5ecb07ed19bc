import type { Running } from "./start.ts";

/** What a person needs next, printed once the server is ready. */
export function welcome({ config, sandbox, database }: Running, ready_ms: number): string {
  const { public_url } = config;
  return `
  Starway is ready in ${Math.round(ready_ms / 100) / 10} s   (${database.described})

  Demo shop      ${public_url}/demo
  API reference  ${public_url}/docs
  Health         ${public_url}/readyz

  Sandbox merchant, direct              Merchant of Record
  secret key       ${sandbox.direct.secret_key}
                   ${sandbox.mor.secret_key}   (mor)
  publishable key  ${sandbox.direct.publishable_key}
                   ${sandbox.mor.publishable_key}   (mor)

  Take a payment:

  curl ${public_url}/v1/payment_intents \\
    -H "Authorization: Bearer ${sandbox.direct.secret_key}" \\
    -H "Content-Type: application/json" \\
    -d '{"amount": 2000, "currency": "usd"}'

  Stop with Ctrl-C.
`;
}
