import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { acquirerServer } from "../../connectors/simulator/acquirer-server.ts";
import { noticeSender } from "../../connectors/simulator/send-notices.ts";
import { systemClock } from "../../kit/clock.ts";
import { composeAcquirer } from "../compose.ts";
import { type ConfigFlags, readConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { explainListenError } from "../start.ts";

interface AcquirerFlags extends ConfigFlags {
  noticesUrl?: string;
}

/** Test mode's other party as a process of its own: for several machines that share no file system, and for trials of crashes. */
export function registerAcquirer(program: Command): void {
  program
    .command("acquirer")
    .description("the simulated acquirer of test mode, alone, for servers with STARWAY_ACQUIRER_URL")
    .option("--data-dir <directory>", "where it keeps its log")
    .option("--port <port>", "where to listen")
    .option("--host <host>", "address to listen on; whoever reaches it can move test money")
    .option(
      "--notices-url <url>",
      "where it calls when a payment is decided: …/simulator/notices of a server",
    )
    .action(serve);
}

async function serve(flags: AcquirerFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const log = createLog(process.env.LOG_LEVEL ?? "warn");
  const server = acquirerServer({
    acquirer: composeAcquirer(config, systemClock, "disk"),
    sendNotice: flags.noticesUrl === undefined ? () => {} : noticeSender(flags.noticesUrl),
    onError: (error, verb) => log.error({ err: error, verb }, "the acquirer failed"),
  });
  server.listen(config.port, config.host);
  await once(server, "listening").catch((error) => {
    throw explainListenError(error, config);
  });
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`starway acquirer is ready at http://${config.host}:${port}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
}
