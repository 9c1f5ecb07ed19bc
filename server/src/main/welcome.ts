import type { Running } from "./start.ts";

/** What a person needs next, printed once the server is ready. */
export function welcome({ config, sandbox, database }: Running, ready_ms: number): string {
  const { public_url } = config;
  return `
  Starway is ready in ${Math.round(ready_ms / 100) / 10} s   (${database.described})

  Demo shop      ${public_url}/demo
  API reference  ${public_url}/docs
  Health         ${public_url}/readyz

  Sandbox keys   direct: ${sandbox.direct.secret_key}
                         ${sandbox.direct.publishable_key}
                 mor:    ${sandbox.mor.secret_key}
                         ${sandbox.mor.publishable_key}

  Take a payment: paste this, and open the url that it answers.
  Any date and code go with the test card 4242 4242 4242 4242.

  curl ${public_url}/api/v1/public/checkout/sessions \\
    -H "X-API-Key: ${sandbox.direct.secret_key}" \\
    -H "Content-Type: application/json" \\
    -d '{"mode": "payment", "line_items": [{"ad_hoc_amount": 999, "ad_hoc_currency": "USD", "description": "Star map"}], "success_url": "${public_url}/demo/thanks", "cancel_url": "${public_url}/demo"}'

  Stop with Ctrl-C.
`;
}
