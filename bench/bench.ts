import type pg from "pg";
import type { OperationContext } from "./operations/operation.ts";
import type { Options } from "./options.ts";
import type { Progress } from "./progress.ts";
import type { StarwayProcess } from "./server-process.ts";
import type { Receiver } from "./webhooks/receiver.ts";

/** What a measurement needs at hand. */
export interface Bench {
  readonly options: Options;
  readonly starway: StarwayProcess;
  readonly db: pg.Client;
  readonly context: OperationContext;
  /** The peers' program; undefined when they are not measured. */
  readonly pgbench: string | undefined;
  readonly progress: Progress;
  /** Who is told of every payment; left out: nobody is. */
  readonly receiver?: Receiver;
}
