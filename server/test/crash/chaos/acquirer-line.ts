import { setTimeout as sleep } from "node:timers/promises";
import { type PostServer, servePosts } from "./http-post.ts";

/** What can happen to a question to the acquirer on its way. */
const MISHAPS = [
  "never_arrives",
  "arrives_late",
  "answer_lost",
  "answer_cut",
  "answer_slow",
  "refused_with_503",
  "answered_with_500",
] as const;

export type Mishap = (typeof MISHAPS)[number];

/** The line between Starway and the acquirer, on which some of the questions and answers meet with a mishap. */
export interface AcquirerLine extends PostServer {
  readonly mishaps: ReadonlyMap<Mishap, number>;
  /** From now on nothing goes wrong any more. */
  calm(): void;
}

export interface AcquirerLineOptions {
  readonly acquirer_url: string;
  readonly chance: () => number;
  /** How many of the questions meet with one. */
  readonly rate: number;
}

/** Longer than Starway waits for a processor's answer. */
const LATE_MS = 4_000;
const SLOW_MS = 2_500;

export async function openAcquirerLine({
  acquirer_url,
  chance,
  rate,
}: AcquirerLineOptions): Promise<AcquirerLine> {
  const mishaps = new Map<Mishap, number>();
  let is_calm = false;

  function nextMishap(): Mishap | undefined {
    if (is_calm || chance() >= rate) return undefined;
    const mishap = MISHAPS[Math.floor(chance() * MISHAPS.length)] as Mishap;
    mishaps.set(mishap, (mishaps.get(mishap) ?? 0) + 1);
    return mishap;
  }

  const server = await servePosts(async (request, response, body) => {
    const ask = () => forward(`${acquirer_url}${request.url}`, body);
    const mishap = nextMishap();
    if (mishap === "never_arrives") return;
    if (mishap === "refused_with_503") return void response.writeHead(503).end();
    if (mishap === "arrives_late") await sleep(LATE_MS + chance() * LATE_MS);
    const answer = await ask();
    if (answer === undefined || mishap === "answer_cut") return void response.destroy();
    if (mishap === "answer_lost" || mishap === "arrives_late") return;
    if (mishap === "answered_with_500") return void response.writeHead(500).end();
    if (mishap === "answer_slow") await sleep(chance() * SLOW_MS);
    response.writeHead(answer.status).end(answer.body);
  });
  return {
    ...server,
    mishaps,
    calm() {
      is_calm = true;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Undefined when the acquirer is not there. */
async function forward(url: string, body: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { method: "POST", body });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
