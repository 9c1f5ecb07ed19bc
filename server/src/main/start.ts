import type { FastifyInstance } from "fastify";
import type pino from "pino";
import type { Worker } from "../worker/runner.ts";
import { type Composition, composeCore, composeServer, composeWorker } from "./compose.ts";
import { type Config, ConfigurationError } from "./config.ts";
import { type OpenedDatabase, openAndMigrate } from "./open-database.ts";
import { ensureSandbox, type Sandbox } from "./sandbox.ts";

export interface Parts {
  readonly server: boolean;
  readonly worker: boolean;
}

export interface Running {
  readonly config: Config;
  readonly sandbox: Sandbox;
  readonly database: OpenedDatabase;
  readonly composition: Composition;
  /** Where the server really listens; undefined without one. */
  readonly address: string | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the parts in one process. What has been started is stopped again when a later part cannot start, or when it is
 * called off meanwhile: no step is left half done.
 */
export async function start(
  asked: Config,
  parts: Parts,
  log: pino.Logger,
  called_off?: AbortSignal,
): Promise<Running> {
  const database = await openAndMigrate(asked, log);
  let server: FastifyInstance | undefined;
  let worker: Worker | undefined;
  let address: string | undefined;
  const stop = async () => {
    // First the door, then what works behind it, and the database last, so that nothing is cut off half done.
    await server?.close();
    await worker?.stop();
    await database.close();
  };
  try {
    called_off?.throwIfAborted();
    const composition = composeCore(asked, database.db, log);
    const sandbox = await ensureSandbox(composition.core, asked);
    if (parts.server) {
      server = await composeServer(asked, composition, sandbox, log);
      called_off?.throwIfAborted();
      address = await listen(server, asked);
    }
    if (parts.worker) worker = composeWorker(asked, composition);
    return { config: asked, sandbox, database, composition, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(server: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    throw explainListenError(error, { port, host });
  }
}

/** What to do when there is no listening at an address; any other error as it is. */
export function explainListenError(error: unknown, { port, host }: Pick<Config, "port" | "host">): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new ConfigurationError(
      `Port ${port} is taken by another program: stop it, or choose another port, for example PORT=${port + 1}.`,
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new ConfigurationError(`Cannot listen on ${host}:${port} (${code}): choose another HOST or PORT.`);
  }
  return error;
}
