import type { Installation } from "./installation.ts";
import { pause } from "./interruption.ts";
import type { PlannedFault } from "./plan.ts";

/** Why a fault could not be inflicted here. */
export type Skipped = string;

/** Does what is planned, and resolves when it is mended. Answers why, when it is impossible here. */
export async function inflict(on: Installation, fault: PlannedFault): Promise<Skipped | undefined> {
  const { kind, lasts_ms, choice } = fault;
  const worker = on.workers[Math.floor(choice * on.workers.length)];
  switch (kind) {
    case "kill_server":
      return void (await on.server.kill(lasts_ms));
    case "kill_worker":
      return void (await worker?.kill(lasts_ms));
    case "kill_acquirer":
      return void (await on.acquirer.kill(lasts_ms));
    case "kill_postgres":
      return on.database.kill("SIGKILL").then(() => undefined);
    case "crash_postgres":
      return on.database.kill("SIGQUIT").then(() => undefined);
    case "pause_server":
      return void (await on.server.pause(lasts_ms));
    case "pause_worker":
      return void (await worker?.pause(lasts_ms));
    case "pause_acquirer":
      return void (await on.acquirer.pause(lasts_ms));
    case "pause_postgres":
      return void (await on.database.pause(lasts_ms));
    case "full_disk":
      if (on.disk === undefined) return "no small file system can be mounted here, which takes root on Linux";
      return void (await on.disk.fill(lasts_ms, on.signal));
    case "cut_connections":
      return void on.cable.cut();
    case "refuse_connections":
      on.cable.refuse(true);
      await pause(lasts_ms, on.signal);
      return void on.cable.refuse(false);
    case "terminate_backends":
      // A database that is down at the moment has no connections to lose.
      return on.database
        .terminateBackends(choice)
        .catch(() => undefined)
        .then(() => undefined);
  }
}
