export type EmbeddedPostgresErrorCode =
  | "data_dir_in_use"
  | "data_dir_unwritable"
  | "postgres_failed"
  | "no_binaries"
  | "no_operating_user"
  | "data_version";

/** Why the embedded PostgreSQL did not start; the message is one line that says what to do next. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string) {
    super(message);
    this.name = "EmbeddedPostgresError";
    this.code = code;
  }
}

const REFUSED_BY_THE_FILE_SYSTEM = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOENT",
  "ENOSPC",
  "EDQUOT",
  "ENOTDIR",
  "EEXIST",
  "ELOOP",
  "ENAMETOOLONG",
]);

/** The operating system's code, such as ENOENT, when it was the operating system that refused. */
export function systemErrorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** A refusal of the file system becomes a sentence for the operator; anything else is a bug and passes through. */
export function explainFileError(error: unknown, data_dir: string): unknown {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (error instanceof EmbeddedPostgresError || !code || !REFUSED_BY_THE_FILE_SYSTEM.has(code)) return error;
  return new EmbeddedPostgresError(
    "data_dir_unwritable",
    `Starway cannot keep its database in ${data_dir} (${code} at ${path ?? message}): make that directory writable, with free space, or choose another data directory.`,
  );
}
