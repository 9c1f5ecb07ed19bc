import fc from "fast-check";
import { prove, sealAll } from "../proof.ts";
import { audit } from "./audit.ts";
import { finish, repeatEverything } from "./finish.ts";
import { type History, tellHistory } from "./history.ts";
import type { Installation } from "./installation.ts";
import { begin, play } from "./play.ts";

const { MODEL_HISTORIES, MODEL_SEED, MODEL_PATH } = process.env;

/** The suite plays the same histories every time; `MODEL_SEED` plays others. */
const FIXED_SEED = 20_261_122;

/** How long a test looks for a shorter history that fails as well. */
const PATIENCE_MS = 60_000;

/** Plays histories, as many as said or as `MODEL_HISTORIES`, and has every payment audited at its end. */
export async function checkHistories(
  installation: Installation,
  histories: fc.Arbitrary<History>,
  count: number,
): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const details = await fc.check(
    fc.asyncProperty(histories, (history) => {
      last = checkHistory(installation, history);
      return last;
    }),
    {
      numRuns: Number(MODEL_HISTORIES ?? count),
      seed: Number(MODEL_SEED ?? FIXED_SEED),
      ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
      interruptAfterTimeLimit: MODEL_HISTORIES === undefined ? PATIENCE_MS : undefined,
      markInterruptAsFailure: false,
    },
  );
  // One that was interrupted goes on, and would move the clock of the next.
  await last.catch(() => {});
  if (!details.failed) return checkLedger(installation);
  const { counterexample, counterexamplePath, seed, errorInstance } = details;
  const [shortest] = counterexample ?? [];
  const again = `MODEL_SEED=${seed} MODEL_PATH=${counterexamplePath}`;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const asked = shortest === undefined ? "" : `\n\nWhat was asked for:\n${tellHistory(shortest)}`;
  throw new Error(`Again with ${again}\n\n${reason}${asked}`);
}

/** After all histories, the ledger is proved as an operator would prove it. */
async function checkLedger({ process: { core } }: Installation): Promise<void> {
  await sealAll(core);
  const { findings } = await prove(core);
  const told = findings.map(
    ({ problems, entry_id, explanation }) => `${problems} ${entry_id}: ${explanation}`,
  );
  if (told.length > 0) throw new Error(told.join("\n"));
}

async function checkHistory(installation: Installation, history: History): Promise<void> {
  const game = await begin(installation, history);
  try {
    for (const group of history.groups) await play(game, group);
    await finish(game);
    const problems = [...(await repeatEverything(game)), ...(await audit(game))];
    if (problems.length > 0) throw new Error(problems.join("\n"));
  } catch (error) {
    installation.process.network.end();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}\n\nWhat happened:\n${game.lines.join("\n")}`, { cause: error });
  }
}
