const ERROR_LEVEL = 50;

/** The lines of a log that tell of trouble of the server's own. */
export function errorLines(log_lines: readonly string[]): string[] {
  return log_lines
    .filter((line) => JSON.parse(line).level >= ERROR_LEVEL)
    .map((line) => line.slice(0, 1_000));
}
