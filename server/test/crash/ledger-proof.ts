import { type ExecFileException, execFile } from "node:child_process";
import { STARWAY_COMMAND } from "./command.ts";

/** What an operator's proof of the ledger has said. */
export interface LedgerProof {
  /** What is wrong, in words; empty when nothing is. */
  readonly findings: readonly string[];
  readonly entries: number;
  /** Entries that wait to be sealed. */
  readonly unsealed: number;
}

interface Report {
  readonly books: readonly { readonly entries: number; readonly unsealed: number }[];
  readonly findings: readonly {
    readonly problems: readonly string[];
    readonly entry_id: string | null;
    readonly payment_intent_id: string | null;
    readonly explanation: string;
  }[];
}

/** Exit codes of `starway ledger verify` with which it has printed a report. */
const PROVED: readonly unknown[] = [0, 1];
const LARGEST_REPORT_BYTES = 64 * 1024 * 1024;

/**
 * Proves the ledger by the command that an operator would run: the seals, and every movement of money against its entry.
 * `environment` says where the database and the master key are.
 */
export async function proveLedger(environment: Readonly<Record<string, string>>): Promise<LedgerProof> {
  const { code, stdout, stderr } = await run(["ledger", "verify", "--json"], environment);
  if (!PROVED.includes(code)) {
    return { findings: [`the ledger could not be proved: ${stderr.trim()}`], entries: 0, unsealed: 0 };
  }
  const { books, findings } = JSON.parse(stdout) as Report;
  return {
    findings: findings.map(
      ({ problems, entry_id, payment_intent_id, explanation }) =>
        `ledger ${problems.join(", ")} ${entry_id ?? payment_intent_id ?? "the chain of seals"}: ${explanation}`,
    ),
    entries: books.reduce((total, { entries }) => total + entries, 0),
    unsealed: books.reduce((total, { unsealed }) => total + unsealed, 0),
  };
}

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const options = {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    maxBuffer: LARGEST_REPORT_BYTES,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [STARWAY_COMMAND, ...args], options, (error, stdout, stderr) =>
      resolve({ code: (error as ExecFileException | null)?.code ?? 0, stdout, stderr }),
    );
  });
}
