import type { Connector } from "../../src/connectors/connector.ts";
import type { Chance } from "./chance.ts";
import type { SimulatedProcess } from "./process.ts";
import { currentDoer, type Doer, type Scheduler } from "./scheduler.ts";

/** What can happen to one call of the acquirer. */
const FATES = [
  "arrives",
  "is_lost",
  "is_refused",
  "comes_twice",
  "answer_is_lost",
  "answer_is_garbled",
] as const;

type Fate = (typeof FATES)[number];

export interface NetworkOptions {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** How likely a call does not simply arrive and is answered. */
  readonly unreliability: () => number;
  /** How likely a call, or its answer, is on its way for so long that nobody waits for it any more. */
  readonly lateness: () => number;
}

/** From before a caller gives up to long after it has asked what became of its call. */
const DELAYS_MS = [2_000, 9_000, 30_000, 60_000];

/** What is late must not be what time waits for. */
const LATE = 0.1;

/** The world outside: it goes on when a process crashes. */
const OUTSIDE: Doer = { name: "network", process: null };

/**
 * The acquirer as a process reaches it: a request is on its way until the scheduler lets it arrive, and so is the
 * answer. Either may be lost, or take so long that nobody waits for it any more.
 */
export function overNetwork(
  connector: Connector,
  { scheduler, chance, unreliability, lateness }: NetworkOptions,
): (process: () => SimulatedProcess) => Connector {
  function drawFate(): Fate {
    if (!chance.happens(unreliability())) return "arrives";
    return chance.pick(FATES.slice(1));
  }

  function call<Answer>(
    process: SimulatedProcess,
    name: string,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const from = currentDoer()?.doer.name ?? process.name;
    const fate = drawFate();
    const weight = chance.happens(0.1) ? 0.1 : 1;
    const onItsWay = () =>
      chance.happens(lateness())
        ? { weight: LATE, due_ms: scheduler.clock.now_ms + chance.pick(DELAYS_MS) }
        : { weight };
    const arrive = async () => {
      try {
        return { answer: await work() };
      } catch (error) {
        return { error };
      }
    };
    return new Promise<Answer>((resolve, reject) => {
      const reply = (what: string, perform: () => void) =>
        scheduler.offer({ doer: { name: from, process }, what, ...onItsWay(), perform });
      if (fate === "is_lost") return scheduler.note(`${name} will be lost on its way`);
      if (fate === "is_refused") {
        reply(`${name} is refused with 503`, () => reject(new Error("503")));
        return;
      }
      scheduler.offer({
        doer: OUTSIDE,
        what: `${name} of ${from} arrives`,
        ...onItsWay(),
        async perform() {
          const outcome = await arrive();
          scheduler.note(tellOutcome(outcome));
          if (fate === "answer_is_lost") return scheduler.note("the answer is lost");
          if (fate === "answer_is_garbled") {
            reply(`the answer to ${name} cannot be read`, () => reject(new Error("unreadable")));
          } else if ("error" in outcome) {
            reply(`${name} has failed`, () => reject(outcome.error));
          } else {
            reply(`the answer to ${name} arrives`, () => resolve(outcome.answer));
          }
        },
      });
      if (fate === "comes_twice") {
        scheduler.offer({
          doer: OUTSIDE,
          what: `${name} of ${from} arrives once more`,
          ...onItsWay(),
          perform: async () => scheduler.note(tellOutcome(await arrive())),
        });
      }
    });
  }

  return (process) => {
    const remote =
      <Request, Answer>(name: string, work: (request: Request) => Promise<Answer>) =>
      (request: Request) =>
        call(process(), name, () => work(request));
    const { disputes } = connector;
    return {
      ...connector,
      authorize: remote("authorize", connector.authorize),
      debit: remote("debit", connector.debit),
      verify: remote("verify", connector.verify),
      complete: remote("complete", connector.complete),
      lookup: remote("lookup", connector.lookup),
      capture: remote("capture", connector.capture),
      void: remote("void", connector.void),
      lookupCapture: remote("lookupCapture", connector.lookupCapture),
      lookupVoid: remote("lookupVoid", connector.lookupVoid),
      reverse: remote("reverse", connector.reverse),
      refund: remote("refund", connector.refund),
      lookupRefund: remote("lookupRefund", connector.lookupRefund),
      cancelRefund: remote("cancelRefund", connector.cancelRefund),
      ...(disputes !== undefined && {
        disputes: {
          changesSince: remote("changesSince", disputes.changesSince),
          submitEvidence: remote("submitEvidence", disputes.submitEvidence),
          accept: remote("accept", disputes.accept),
        },
      }),
    };
  };
}

function tellOutcome(outcome: { readonly answer: unknown } | { readonly error: unknown }): string {
  if ("error" in outcome) return `-> ${outcome.error instanceof Error ? outcome.error.message : "failed"}`;
  const { answer } = outcome;
  if (Array.isArray(answer)) return `-> ${answer.length} reports`;
  const { kind, code } = (answer ?? {}) as { kind?: string; code?: string };
  return `-> ${kind ?? "done"}${code === undefined ? "" : ` (${code})`}`;
}
