import type { HttpAnswer } from "../http.ts";
import { makeIntent } from "../shop.ts";
import { BUSY, isProvisional, wasReplayed, wordOf } from "./answer.ts";
import { explain, type Heard } from "./explain.ts";
import {
  type Group,
  type History,
  type Operation,
  tellGroup,
  tellOperation,
  tellPayment,
} from "./history.ts";
import type { Installation } from "./installation.ts";
import { type Call, type Errand, errandOf, request } from "./send.ts";
import { newState, type State } from "./state.ts";
import { look, seenIn, type View } from "./view.ts";

/** A request with an idempotency key, and the answer that everybody who repeats it must get. */
export interface Exchange {
  readonly call: Call;
  text: string | null;
  /** It has led to something, though perhaps nobody knows yet to what. */
  is_accepted: boolean;
}

/** A payment that a history is being played with. */
export interface Game {
  readonly installation: Installation;
  readonly id: string;
  /** What was done and answered so far, for people. */
  readonly lines: string[];
  readonly exchanges: Map<string, Exchange>;
  /** As it may be, as far as anybody can tell. */
  states: State[];
  view: View;
  page: string | null;
}

export async function begin(installation: Installation, history: History): Promise<Game> {
  const { amount, is_manual, takes_banks } = history;
  const { merchant } = installation.process;
  const id = await makeIntent(merchant, {
    amount,
    capture_method: is_manual ? "manual" : "automatic",
    payment_method_types: takes_banks ? ["card", "us_bank_account"] : ["card"],
  });
  const view = await look(merchant, installation.methods, id);
  const lines = [`${tellPayment(history)} (${id})`];
  const states = [newState(amount, is_manual)];
  return { installation, id, lines, exchanges: new Map(), states, view, page: null };
}

interface Sending {
  readonly operation: Operation;
  readonly errand: Errand;
  readonly key: string | null;
}

/** Does what a group says, all at once, and finds out in which states the payment may be now. */
export async function play(game: Game, group: Group): Promise<void> {
  const { installation } = game;
  game.lines.push(`  ${tellGroup(group)}`);
  const sendings = sendingsOf(game, group);
  installation.process.network.begin(group);
  const is_unheard = group.is_killed && group.network !== null;
  const heard = await Promise.all(sendings.map((sending) => perform(game, sending, is_unheard)));
  installation.process.network.end();
  if (group.is_killed) await installation.restart();
  await compare(game, group, heard.flat());
  if (!is_unheard) return;
  // Who got no answer asks again, with the same key.
  const again = sendings.filter(({ key }) => key !== null);
  if (again.length === 0) return;
  game.lines.push("  asked again:");
  const answers = await Promise.all(again.map((sending) => perform(game, sending, false)));
  await compare(game, { network: null, is_killed: false }, answers.flat());
}

function sendingsOf({ installation, id, view, page, exchanges }: Game, group: Group): Sending[] {
  return group.requests.flatMap(({ operation, copies }): Sending[] => {
    const errand = errandOf(installation, id, view, page, operation);
    if (errand === undefined) return [];
    if (copies === 0 || !("call" in errand)) return [{ operation, errand, key: null }];
    const key = `${id}-${exchanges.size}`;
    const headers = { ...errand.call.headers, "idempotency-key": key };
    const call = { ...errand.call, headers };
    exchanges.set(key, { call, text: null, is_accepted: false });
    const sending = { operation, errand: { sent: errand.sent, call }, key };
    // Of copies that nobody hears the answers of, nobody could say which one it was.
    return Array.from({ length: group.is_killed ? 1 : copies }, () => sending);
  });
}

async function perform(
  game: Game,
  { operation, errand, key }: Sending,
  is_unheard: boolean,
): Promise<Heard[]> {
  const { sent } = errand;
  const said = tellOperation(operation);
  if (!("call" in errand)) {
    await errand.perform();
    game.lines.push(`    ${said}`);
    return [{ sent, answer: null }];
  }
  const answer = await request(game.installation, errand.call);
  const word = wordOf(answer);
  const exchange = key === null ? undefined : game.exchanges.get(key);
  const is_repeated = exchange !== undefined && (word === BUSY || wasReplayed(answer));
  const note = is_repeated ? ", from before" : is_unheard ? ", which nobody hears" : "";
  game.lines.push(`    ${said}${key === null ? "" : `, key ${key.slice(-1)}`} -> ${word}${note}`);
  if (is_unheard) return [{ sent, answer: null }];
  if (exchange !== undefined) bind(exchange, answer, word, is_repeated);
  return is_repeated ? [] : [{ sent, answer: word }];
}

/** The first answer that is final is the one that everybody else must get. */
function bind(exchange: Exchange, { text }: HttpAnswer<unknown>, word: string, is_repeated: boolean): void {
  if (word === BUSY || /^(refused|missing|too large|\d)/.test(word)) return;
  exchange.is_accepted = true;
  if (isProvisional(word) && !is_repeated) return;
  exchange.text ??= text;
  if (exchange.text !== text) throw new Error(`One key was answered twice:\n${exchange.text}\n${text}`);
}

async function compare(
  game: Game,
  { network, is_killed }: Pick<Group, "network" | "is_killed">,
  heard: readonly Heard[],
): Promise<void> {
  const { installation, id } = game;
  const before = game.states;
  game.view = await look(installation.process.merchant, installation.methods, id);
  const seen = seenIn(game.view);
  const is_lost = network?.fault === "request_lost";
  const circumstances = {
    requests_may_be_lost: is_lost,
    answers_may_be_lost: network?.fault === "answer_lost" || (network !== null && is_killed && !is_lost),
    withdrawn: seen.withdrawn,
  };
  game.states = explain(before, heard, circumstances, seen);
  game.lines.push(`    = ${tellSeen(game.view)}`);
  if (game.states.length === 0) {
    throw new Error(`No order of these requests explains what happened. Before: ${JSON.stringify(before)}`);
  }
  if (game.view.page !== null) game.page = game.view.page;
  if (seen.status === "requires_action") {
    game.states = game.states.map((state) => ({ ...state, page_of: state.attempt?.number ?? 0 }));
  }
}

function tellSeen(view: View): string {
  const { status, amount, amount_received, refunds, withdrawn } = view;
  const money = amount_received === 0 ? `${amount}` : `${amount_received} of ${amount} received`;
  const back = refunds.length === 0 ? "" : `, refunds: ${refunds.join(", ")}`;
  return `${status}, ${money}${back}${withdrawn === 0 ? "" : `, ${withdrawn} disputed`}`;
}
