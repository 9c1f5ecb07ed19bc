import pino from "pino";

/** Nothing that opens an account or charges a card may reach a log, whatever object is logged by mistake. */
const REDACTED = [
  "authorization",
  "cookie",
  "x-api-key",
  "x-session-token",
  "x-client-secret",
  "number",
  "cvc",
  "security_code",
  "secret",
  "secret_key",
  "client_secret",
  "password",
  "token",
];

const PATHS = REDACTED.flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
  `*.*.*["${name}"]`,
]);

/** JSON lines on standard error; standard output stays for what the commands print. */
export function createLog(level: string): pino.Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PATHS, censor: "[redacted]" },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
