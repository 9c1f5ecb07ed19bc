import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { webhookSecrets } from "./endpoint-secrets.ts";
import { type SignatureProblem, type SignedPayload, signatureProblem } from "./signature-problem.ts";

export interface SignatureQuestion extends SignedPayload {
  /** Who is said to have signed: the API, for the webhooks that it sends, or a processor, for its notices. */
  readonly provider_name: string;
  /** The API that is asked, which is also the name that its own webhooks go by. */
  readonly api: string;
}

/** What is wrong with the signature; null when it is genuine. */
export type SignatureVerdict = SignatureProblem | null;

/** Whether a signature is ours, or a processor's. It writes nothing but the answer, for a repeated request. */
export async function verifySignature(
  core: Core,
  scope: Scope,
  question: SignatureQuestion,
  exchange: Exchange<SignatureVerdict>,
): Promise<Answer | Refusal> {
  const verdict = await judgeSignature(core, scope, question);
  return answerOnce(core, scope, exchange, async () => verdict);
}

async function judgeSignature(
  core: Core,
  scope: Scope,
  { provider_name, api, payload, signature }: SignatureQuestion,
): Promise<SignatureVerdict | Refusal> {
  if (provider_name === api) {
    const secrets = await webhookSecrets(core, scope, api);
    return signatureProblem({ payload, signature }, secrets, core.clock.now()) ?? null;
  }
  const connectors = core.connectors.signing();
  const connector = connectors.find(({ name }) => name === provider_name);
  if (connector === undefined) {
    const known = [api, ...connectors.map(({ name }) => name)].join(", ");
    return refuse("parameter_invalid", "provider_name must be one of {known}.", "provider_name", { known });
  }
  return connector.verifySignature(payload, signature) ? null : "no_match";
}
