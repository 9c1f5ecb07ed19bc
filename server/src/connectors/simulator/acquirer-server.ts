import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { Acquirer } from "./acquirer.ts";
import type { AcquirerAnswer } from "./answers.ts";
import { isAcquirerVerb } from "./remote-acquirer.ts";
import { readWire, writeWire } from "./wire.ts";

export interface AcquirerServerOptions {
  readonly acquirer: Acquirer;
  /** Tells whoever asked that a payment has been decided, while the answer is still under way. */
  readonly sendNotice: (notice_reference: string) => void;
  readonly onError: (error: unknown, verb: string) => void;
}

/** Answers what `remoteAcquirer` asks; not yet listening. */
export function acquirerServer({ acquirer, sendNotice, onError }: AcquirerServerOptions): Server {
  return createServer(async (request, response) => {
    const verb = request.url?.slice(1) ?? "";
    if (request.method === "GET" && verb === "readyz") return response.end("ready");
    if (request.method !== "POST" || !isAcquirerVerb(verb)) return response.writeHead(404).end();
    try {
      const details = readWire(await text(request)) as unknown[];
      const ask = acquirer[verb] as (...details: unknown[]) => Promise<unknown>;
      const answer = await ask(...details);
      const notice = verb === "authorize" ? noticeOf(details[0], answer as AcquirerAnswer) : undefined;
      if (notice !== undefined) sendNotice(notice);
      return response.end(writeWire({ answer }));
    } catch (error) {
      onError(error, verb);
      return response.writeHead(500).end();
    }
  });
}

/** There is no news while the buyer is being asked. */
function noticeOf(request: unknown, answer: AcquirerAnswer): string | undefined {
  if (answer.kind === "challenge") return undefined;
  return (request as { notice_reference?: string }).notice_reference;
}
