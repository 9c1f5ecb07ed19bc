import { closeSync, mkdirSync, openSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const LOOK_AGAIN_MS = 5;
/** A lock is held for as long as it takes to write a line. One that stays so long was left behind by a crash. */
const LEFT_BEHIND_AFTER_LOOKS = 1_000;

/** Waits until no other process is at a reference, and answers what lets the next one in. */
export type Lock = (reference: string) => Promise<() => void>;

/** Locks between the processes that share a folder: whoever creates the file of a reference has it. `patience` is how often a lock that stays the same is looked at. */
export function createLocks(directory: string, patience = LEFT_BEHIND_AFTER_LOOKS): Lock {
  let is_there = false;

  function take(path: string): boolean {
    if (!is_there) mkdirSync(directory, { recursive: true });
    is_there = true;
    try {
      closeSync(openSync(path, "wx"));
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }

  return async function lock(reference) {
    const path = join(directory, encodeURIComponent(reference));
    let holder: string | undefined;
    let looks = 0;
    while (!take(path)) {
      const now = holderOf(path);
      looks = now === holder ? looks + 1 : 0;
      holder = now;
      if (looks >= patience) release(path, holder);
      else await wait(LOOK_AGAIN_MS);
    }
    const own = holderOf(path);
    return () => release(path, own);
  };
}

/** A file of that name that was created later is another holder's. */
function holderOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.ctimeMs}`;
}

function release(path: string, holder: string | undefined): void {
  if (holder === undefined || holderOf(path) !== holder) return;
  try {
    unlinkSync(path);
  } catch (error) {
    // Somebody else has removed what was left behind.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
