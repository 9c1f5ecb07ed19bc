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

/**
 * What is told of an error. Libraries hang more on theirs: the connection it happened on with every statement that was
 * prepared there, or the row that was not written.
 */
const TOLD_OF_ERRORS = [
  "type",
  "message",
  "stack",
  "code",
  "syscall",
  "address",
  "port",
  "severity",
  "constraint",
  "table",
  "column",
  "routine",
] as const;

function tellError(error: Error & { readonly errors?: unknown }): object {
  const told: Partial<Record<string, unknown>> = pino.stdSerializers.err(error);
  const names = TOLD_OF_ERRORS.filter((name) => told[name] !== undefined);
  return {
    ...Object.fromEntries(names.map((name) => [name, told[name]])),
    ...(Array.isArray(error.errors) && { errors: error.errors.map(tellError) }),
  };
}

/** JSON lines on standard error; standard output stays for what the commands print. */
export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ dest: 2, sync: true }),
): pino.Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PATHS, censor: "[redacted]" },
      serializers: { err: tellError },
    },
    destination,
  );
}
