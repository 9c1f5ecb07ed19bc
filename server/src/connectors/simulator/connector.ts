import type {
  AuthorizeRequest,
  CaptureOutcome,
  Connector,
  DebitOutcome,
  Outcome,
  RefundOutcome,
  TestInstructions,
  VoidOutcome,
} from "../connector.ts";
import type { DeskReport } from "../dispute-desk.ts";
import type { Acquirer } from "./acquirer.ts";
import type { AcquirerAnswer } from "./answers.ts";
import type { CaptureAnswer, VoidAnswer } from "./captures.ts";
import type { DebitAnswer } from "./debits.ts";
import type { ToldDispute } from "./disputes.ts";
import type { RefundAnswer } from "./refunds.ts";
import { playScenario, sendNoticeRepeatedly } from "./scenarios.ts";
import { testAccount } from "./test-accounts.ts";
import { testCardNumber } from "./test-card-names.ts";

export interface SimulatorOptions {
  acquirer: Acquirer;
  /** The address of the issuer's authentication page for a notice reference. */
  challengeUrl: (notice_reference: string, return_url: string | null) => string;
  /** Whether a notice reference is genuine: the issuer's page signs nothing else. */
  isGenuine: (notice_reference: string) => boolean;
  /** The metadata key under which a payment or a refund names a test scenario. */
  scenario_key: string;
  /** Tells us that there is news about an attempt. */
  sendNotice: (notice_reference: string) => void;
}

const TIMEOUT_MS = 3_000;
const REFERENCE_PREFIX = "sim_";

function outcomeOf(answer: AcquirerAnswer, attempt_id: string, challenge_url: string): Outcome {
  const reference = REFERENCE_PREFIX + attempt_id;
  switch (answer.kind) {
    case "approved": {
      // Field by field: copying an object of which something may be left out is slow.
      const { checks, risk, three_d_secure } = answer;
      return { kind: "approved", reference, checks, risk, three_d_secure };
    }
    case "declined":
      return { ...answer, reference };
    case "challenge":
      return { kind: "needs_action", reference, challenge_url };
  }
}

/** The acquirer knows its references without our prefix. */
function withOwnReference(request: AuthorizeRequest): AuthorizeRequest {
  const { setup_reference } = request;
  if (setup_reference === null) return request;
  const { notice_reference } = request;
  return { ...request, notice_reference, setup_reference: setup_reference.slice(REFERENCE_PREFIX.length) };
}

function debitOutcome(answer: AcquirerAnswer | DebitAnswer, attempt_id: string): DebitOutcome {
  return answer.kind === "challenge"
    ? outcomeOf(answer, attempt_id, "")
    : { ...answer, reference: REFERENCE_PREFIX + attempt_id };
}

function refundOutcome(answer: RefundAnswer, refund_id: string): RefundOutcome {
  return { ...answer, reference: `sim_${refund_id}` };
}

function captureOutcome(kind: CaptureAnswer, modification_id: string): CaptureOutcome {
  return { kind, reference: REFERENCE_PREFIX + modification_id };
}

function voidOutcome(kind: VoidAnswer, modification_id: string): VoidOutcome {
  return { kind, reference: REFERENCE_PREFIX + modification_id };
}

function deskReport(dispute: ToldDispute): DeskReport {
  const { notice_reference, status, amount, reason } = dispute;
  const common = {
    reference: REFERENCE_PREFIX + dispute.reference,
    notice_reference,
    position: String(dispute.stamp),
  };
  if (status === "fraud_warning") {
    return { ...common, kind: "fraud_warning", fraud_type: "unauthorized_use_of_card" };
  }
  const evidence_due_by = new Date(dispute.due_by);
  return { ...common, kind: "dispute", status, amount, reason, evidence_due_by };
}

/** The connector of test mode. It talks to the simulated acquirer in this process and to nothing else. */
export function simulatorConnector(options: SimulatorOptions): Connector {
  const { acquirer, challengeUrl, isGenuine, scenario_key, sendNotice } = options;
  const scenarioOf = ({ scenario, metadata }: TestInstructions) => scenario ?? metadata[scenario_key];
  return {
    name: "simulator",
    timeout_ms: TIMEOUT_MS,
    authorize(request) {
      const { attempt_id, return_url } = request;
      const scenario = scenarioOf(request.test);
      return playScenario(scenario, async () => {
        const answer = await acquirer.authorize(withOwnReference(request));
        const is_decided = answer.kind !== "challenge";
        if (is_decided && scenario === "duplicate_notice") {
          sendNoticeRepeatedly(() => sendNotice(request.notice_reference));
        }
        const url = is_decided ? "" : challengeUrl(request.notice_reference, return_url);
        return outcomeOf(answer, attempt_id, url);
      });
    },
    debit: (request) =>
      playScenario(scenarioOf(request.test), async () =>
        debitOutcome(await acquirer.debit(request), request.attempt_id),
      ),
    async verify(request) {
      const answer = await acquirer.verify(request);
      const url = answer.kind === "challenge" ? challengeUrl(request.notice_reference, null) : "";
      return outcomeOf(answer, request.attempt_id, url);
    },
    async complete({ attempt_id }) {
      // Completing a challenge that nobody answered means that the buyer closed it.
      await acquirer.answerChallenge(attempt_id, false);
      const answer = await acquirer.find(attempt_id);
      if (answer === undefined) return { kind: "unknown", reason: "the acquirer does not know the attempt" };
      return outcomeOf(answer, attempt_id, "");
    },
    async lookup({ attempt_id }) {
      const answer = await acquirer.close(attempt_id);
      return answer === undefined ? { kind: "closed" } : debitOutcome(answer, attempt_id);
    },
    async capture({ modification_id, attempt, amount, currency, valid_until }) {
      const order = {
        capture_id: modification_id,
        payment: attempt.attempt_id,
        amount,
        currency,
        valid_until,
      };
      return captureOutcome(await acquirer.capture(order), modification_id);
    },
    async void({ modification_id, attempt, valid_until }) {
      return voidOutcome(await acquirer.void(attempt.attempt_id, valid_until), modification_id);
    },
    async lookupCapture({ modification_id, attempt }) {
      return captureOutcome(await acquirer.findCapture(attempt.attempt_id, modification_id), modification_id);
    },
    async lookupVoid({ modification_id, attempt }) {
      return voidOutcome(await acquirer.findVoid(attempt.attempt_id), modification_id);
    },
    reverse: ({ attempt_id }) => acquirer.reverse(attempt_id),
    refund({ refund_id, attempt, amount, currency, valid_until, test }) {
      const order = { refund_id, payment: attempt.attempt_id, amount, currency, valid_until };
      return playScenario(scenarioOf(test), async () =>
        refundOutcome(await acquirer.refund(order), refund_id),
      );
    },
    async lookupRefund({ refund_id, attempt }) {
      const answer = await acquirer.findRefund({ refund_id, payment: attempt.attempt_id });
      return refundOutcome(answer, refund_id);
    },
    async cancelRefund({ refund_id, attempt }) {
      const answer = await acquirer.cancelRefund({ refund_id, payment: attempt.attempt_id });
      return refundOutcome(answer, refund_id);
    },
    disputes: {
      async changesSince(position) {
        return (await acquirer.disputesSince(Number(position ?? 0))).map(deskReport);
      },
      submitEvidence: ({ reference, evidence }) =>
        acquirer.submitEvidence({ reference: reference.slice(REFERENCE_PREFIX.length), evidence }),
      accept: (reference) => acquirer.acceptDispute(reference.slice(REFERENCE_PREFIX.length)),
    },
    sampleCard: testCardNumber,
    sampleBankAccount: testAccount,
    // A notice is the name of an attempt, and its signature is what follows the name's last dot.
    verifySignature: (payload, signature) => isGenuine(`${payload}.${signature}`),
  };
}
