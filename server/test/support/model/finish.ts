import { BUSY, wasReplayed, wordOf } from "./answer.ts";
import { type Group, JOBS, type Operation, type Wait } from "./history.ts";
import { type Game, play } from "./play.ts";
import { request } from "./send.ts";

const QUIET = { network: null, is_killed: false } as const;

function groupOf(...operations: Operation[]): Group {
  return { ...QUIET, requests: operations.map((operation) => ({ operation, copies: 0 })) };
}

const EVERY_JOB = groupOf(...JOBS.map((job) => ({ kind: "work", job }) as const));

const LAST_WAITS: readonly Wait[] = [
  "until look-ups are due",
  "until the bank has answered",
  "until slow refunds have ended",
];

/** Lets time and the workers finish what was left open. */
export async function finish(game: Game): Promise<void> {
  for (const wait of LAST_WAITS) {
    await play(game, groupOf({ kind: "wait", wait }));
    await play(game, EVERY_JOB);
  }
}

/** Sends every request that had a key once more, and again after the payment has changed. */
export async function repeatEverything(game: Game): Promise<string[]> {
  const before = await repeat(game);
  await play(game, groupOf({ kind: "describe" }));
  const after = await repeat(game);
  return [...before, ...after];
}

async function repeat({ installation, exchanges }: Game): Promise<string[]> {
  const problems: string[] = [];
  for (const [key, exchange] of exchanges) {
    // A refusal leaves its key free, and whoever comes again is asking anew.
    if (exchange.text === null && !exchange.is_accepted) continue;
    const answer = await request(installation, exchange.call);
    const word = wordOf(answer);
    if (word === BUSY) problems.push(`key ${key} is still in use when all is over`);
    else if (!wasReplayed(answer)) problems.push(`key ${key} was answered as if it were new: ${word}`);
    else if (exchange.text !== null && answer.text !== exchange.text) {
      problems.push(`key ${key} was answered\n${exchange.text}\nand then\n${answer.text}`);
    }
    exchange.text ??= answer.text;
  }
  return problems;
}
