import type { Answer } from "../../src/core/idempotency/exchange.ts";
import { completeAuthentication } from "../../src/core/payments/attempts/complete-authentication.ts";
import { isRefusal, type Refusal } from "../../src/kit/result.ts";
import type { Chance } from "./chance.ts";
import { Gone } from "./process.ts";
import { type Body, carryOut, type Request, tellRequest } from "./requests.ts";
import { runAs } from "./scheduler.ts";
import type { Answered } from "./told.ts";
import { isExcused, type World } from "./world.ts";

const PAUSES_MS = [0, 0, 0, 300, 3_000, 7_000];
const MOST_TRIES = 4;

/** Merchants' servers and buyers, each at work by itself. */
export function sendClients(world: World): void {
  const { plan, scheduler } = world;
  for (let number = 1; number <= plan.clients; number++) {
    const name = `client ${number}`;
    scheduler.spawn({ name, process: null }, () => shop(world, name));
  }
  scheduler.spawn({ name: "buyer", process: null }, () => authenticate(world));
  scheduler.spawn({ name: "back office", process: null }, () => takeNotes(world));
}

async function shop(world: World, name: string): Promise<void> {
  const chance = world.chanceOf(name);
  for (let number = 1; number <= world.plan.requests; number++) {
    await pause(chance.pick(PAUSES_MS));
    const request = drawRequest(world, chance, `${name}/${number}`);
    if (request === undefined) continue;
    const key = chance.happens(0.85) ? `${name}/${number}` : null;
    const copies = key === null ? 1 : chance.pick([1, 1, 2, 3]);
    await Promise.all(
      Array.from({ length: copies }, (_, index) => {
        const copy = copies === 1 ? name : `${name}${"abc"[index]}`;
        return runAs({ name: copy, process: null }, () => send(world, chance, request, key, copy));
      }),
    );
  }
}

/** Notes something on payments while others do more with them: so each of these writes comes between two of others. */
export async function takeNotes(world: World): Promise<void> {
  const { plan, payments } = world;
  const name = "back office";
  const chance = world.chanceOf(`${name}, ${world.phase}`);
  for (let number = 1; number <= plan.notes; number++) {
    if (world.phase === "trouble") await pause(chance.pick([100, 500, 2_000]));
    const payment = payments[chance.below(payments.length)];
    if (payment === undefined) continue;
    await send(world, chance, { verb: "describe", payment, description: `note ${number}` }, null, name);
  }
}

/** Sends a request until it is answered. Without a key nothing is sent twice. */
async function send(
  world: World,
  chance: Chance,
  request: Request,
  key: string | null,
  name: string,
): Promise<void> {
  const { scheduler, processes } = world;
  for (let number = 0; number < MOST_TRIES; number++) {
    const process = chance.pick(processes);
    await scheduler.wait(
      `asks ${process.name} to ${tellRequest(request)}${key === null ? "" : `, key ${key}`}`,
    );
    try {
      const answer = await process.serve(() => carryOut(process.core, world.scope, request, key));
      const answered = hear(world, request, key, answer);
      scheduler.note(`${name} hears: ${answered.kind === "done" ? answered.body : answered.code}`);
      if (answered.kind === "done" || answered.code !== "idempotency_key_in_use") return;
    } catch (error) {
      if (!isExcused(error)) throw error;
      scheduler.note(`${name} hears: ${error instanceof Gone ? "nothing" : "500"}`);
    }
    if (key === null) return;
    await pause(chance.pick([100, 300, 1_000, 8_000]));
  }
}

/** Writes down what a client was told. */
export function hear(world: World, request: Request, key: string | null, answer: Answer | Refusal): Answered {
  const answered: Answered = isRefusal(answer)
    ? { kind: "refused", code: answer.refused }
    : {
        kind: "done",
        body: answer.body,
        is_repeated: answer.replayed,
        is_provisional: (JSON.parse(answer.body) as Body).is_provisional,
      };
  world.told.push({ key, request, answer: answered, is_late: world.phase === "end" });
  if (answered.kind === "done") {
    const { kind, id } = JSON.parse(answered.body) as Body;
    if (kind === "payment" && !world.payments.includes(id)) world.payments.push(id);
    if (kind === "refund" && !world.refunds.includes(id)) world.refunds.push(id);
  }
  return answered;
}

const WEIGHTS = {
  create: 2,
  confirm: 3,
  capture: 3,
  cancel: 2,
  reprice: 1,
  describe: 1,
  refund: 5,
  "cancel refund": 1,
  "give in": 1,
  defend: 1,
};

function drawRequest(world: World, chance: Chance, order: string): Request | undefined {
  const { plan, payments, refunds, methods } = world;
  const amount = 100 + chance.below(plan.amount);
  const method = chance.pick([...methods.values()]);
  const payment = payments[chance.below(payments.length)];
  const verb = payment === undefined ? "create" : chance.pickWeighted(weightsFor(plan.beginning));
  const create = { verb: "create", order, amount: plan.amount, tax_amount: plan.tax_amount, method } as const;
  if (payment === undefined || verb === "create") return { ...create, is_manual: plan.is_manual };
  switch (verb) {
    case "confirm":
      return { verb, payment, method: chance.happens(0.7) ? method : null };
    case "capture":
      return { verb, payment, amount: chance.happens(0.5) ? Math.min(amount, plan.amount) : null };
    case "reprice":
      return { verb, payment, amount };
    case "describe":
      return { verb, payment, description: order };
    case "refund":
      return { verb, payment, amount: chance.happens(0.7) ? amount : null, order };
    case "cancel refund": {
      const refund = refunds[chance.below(refunds.length)];
      return refund === undefined ? undefined : { verb, refund };
    }
    case "defend":
      return { verb, payment, text: chance.pick(["winning_evidence", "losing_evidence"]) };
    default:
      return { verb, payment };
  }
}

/** What makes sense where a history begins comes more often. */
function weightsFor(beginning: World["plan"]["beginning"]): typeof WEIGHTS {
  if (beginning === "paid") return { ...WEIGHTS, create: 1, confirm: 1, capture: 1, cancel: 1 };
  if (beginning === "authorized") return { ...WEIGHTS, create: 1, confirm: 1, capture: 12, cancel: 4 };
  if (beginning === "challenged") return { ...WEIGHTS, create: 1, cancel: 6, "give in": 0, defend: 0 };
  return { ...WEIGHTS, refund: 2, "give in": 0, defend: 0 };
}

/** The buyer answers challenges on the issuer's page, which may be cut off at any moment: nobody comes back. */
async function authenticate(world: World): Promise<void> {
  const chance = world.chanceOf("buyer");
  const { scheduler, journal, acquirer, processes, scope } = world;
  for (let number = 0; number < 2; number++) {
    await pause(chance.pick([500, 2_000, 5_000]));
    const challenges = journal.lines.filter(({ kind }) => kind === "challenge");
    if (challenges.length === 0) continue;
    const { reference } = chance.pick(challenges);
    const is_approved = chance.happens(0.7);
    for (let times = chance.pick([1, 1, 2]); times > 0; times--) {
      const process = chance.pick(processes);
      const does = is_approved ? "authenticates" : "fails to authenticate";
      await scheduler.wait(`${does}, which ${process.name} passes on`, 0.5);
      const passOn = () => acquirer.answerChallenge(reference, is_approved);
      try {
        await process.serve(() => completeAuthentication(process.core, scope, reference, { passOn }));
      } catch (error) {
        if (!isExcused(error)) throw error;
      }
    }
  }
}

function pause(duration_ms: number): Promise<void> {
  return duration_ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, duration_ms));
}
