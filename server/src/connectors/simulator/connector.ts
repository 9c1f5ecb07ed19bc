import type { Connector, Outcome, RefundOutcome } from "../connector.ts";
import type { Acquirer, AcquirerAnswer } from "./acquirer.ts";
import type { RefundAnswer } from "./refunds.ts";
import { testCardNumber } from "./test-card-names.ts";

export interface SimulatorOptions {
  acquirer: Acquirer;
  /** The address of the issuer's authentication page for a notice reference. */
  challengeUrl: (notice_reference: string, return_url: string | null) => string;
  /** Whether a notice reference is genuine: the issuer's page signs nothing else. */
  isGenuine: (notice_reference: string) => boolean;
}

const TIMEOUT_MS = 3_000;
const REFERENCE_PREFIX = "sim_";

function outcomeOf(answer: AcquirerAnswer, attempt_id: string, challenge_url: string): Outcome {
  const reference = REFERENCE_PREFIX + attempt_id;
  switch (answer.kind) {
    case "approved":
      return { kind: "approved", reference };
    case "declined":
      return { kind: "declined", reference, code: answer.code, decline_code: answer.decline_code };
    case "challenge":
      return { kind: "needs_action", reference, challenge_url };
  }
}

function refundOutcome(answer: RefundAnswer, refund_id: string): RefundOutcome {
  return { ...answer, reference: `sim_${refund_id}` };
}

/** The connector of test mode. It talks to the simulated acquirer in this process and to nothing else. */
export function simulatorConnector({ acquirer, challengeUrl, isGenuine }: SimulatorOptions): Connector {
  return {
    name: "simulator",
    timeout_ms: TIMEOUT_MS,
    async authorize(request) {
      const setup_reference = request.setup_reference?.slice(REFERENCE_PREFIX.length) ?? null;
      const answer = await acquirer.authorize({ ...request, setup_reference });
      const url =
        answer.kind === "challenge" ? challengeUrl(request.notice_reference, request.return_url) : "";
      return outcomeOf(answer, request.attempt_id, url);
    },
    async verify(request) {
      const answer = await acquirer.verify(request);
      const url = answer.kind === "challenge" ? challengeUrl(request.notice_reference, null) : "";
      return outcomeOf(answer, request.attempt_id, url);
    },
    async complete({ attempt_id }) {
      const answer = await acquirer.find(attempt_id);
      if (answer === undefined) return { kind: "unknown", reason: "the acquirer does not know the attempt" };
      // Completing a challenge that nobody answered means that the buyer closed it.
      if (answer.kind !== "challenge") return outcomeOf(answer, attempt_id, "");
      await acquirer.answerChallenge(attempt_id, false);
      return {
        kind: "declined",
        reference: REFERENCE_PREFIX + attempt_id,
        code: "authentication_failed",
        decline_code: null,
      };
    },
    async lookup({ attempt_id }) {
      const answer = await acquirer.close(attempt_id);
      return answer === undefined ? { kind: "closed" } : outcomeOf(answer, attempt_id, "");
    },
    reverse: ({ attempt_id }) => acquirer.reverse(attempt_id),
    async refund({ refund_id, attempt, amount, currency, valid_until }) {
      const order = { refund_id, payment: attempt.attempt_id, amount, currency, valid_until };
      return refundOutcome(await acquirer.refund(order), refund_id);
    },
    async lookupRefund({ refund_id, attempt }) {
      const answer = await acquirer.findRefund({ refund_id, payment: attempt.attempt_id });
      return refundOutcome(answer, refund_id);
    },
    async cancelRefund({ refund_id, attempt }) {
      const answer = await acquirer.cancelRefund({ refund_id, payment: attempt.attempt_id });
      return refundOutcome(answer, refund_id);
    },
    sampleCard: testCardNumber,
    // A notice is the name of an attempt, and its signature is what follows the name's last dot.
    verifySignature: (payload, signature) => isGenuine(`${payload}.${signature}`),
  };
}
