import { HostRefused } from "./guarded-lookup.ts";

export const NOT_PUBLIC = "The address is not on the public Internet.";

/** The code of the error with which an exchange is broken off. */
export const TIME_UP = "TIME_UP";

const CLOSED = "The connection was closed without an answer.";

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  UND_ERR_SOCKET: CLOSED,
  EHOSTUNREACH: "The host could not be reached.",
  ENETUNREACH: "The host could not be reached.",
  ETIMEDOUT: "The host did not answer.",
  CERT_HAS_EXPIRED: "The certificate of the host has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate of the host is signed by itself.",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate of the host is signed by an authority that is not known.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The certificate of the host cannot be checked: it is sent without the certificates between it and its authority.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The certificate of the host is signed by an authority that is not known.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate of the host is for another name.",
  UND_ERR_HEADERS_OVERFLOW: "The headers of the answer are too long.",
};

/** An interim answer that HTTP allows only to those who have asked for it: 100 Continue, 101 Switching Protocols. */
const isUnasked = ({ code, message }: NodeJS.ErrnoException) =>
  code === "UND_ERR_SOCKET" && /^bad (response|upgrade)$/.test(message);

/** Whether the connection ended, by whichever means, and nothing else was wrong. */
export function isConnectionLoss(failure: NodeJS.ErrnoException): boolean {
  return TEXTS[failure.code ?? ""] === CLOSED && !isUnasked(failure);
}

/** What the parser stumbled over has no code that could be relied on, but a name. */
const isMalformed = ({ name, code }: NodeJS.ErrnoException) =>
  name === "HTTPParserError" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";

/** The parser's own words, which it puts in parentheses. */
function reasonOf({ message }: Error): string {
  const reason = /\(.+\)$/.exec(message)?.[0];
  return reason === undefined ? "" : ` ${reason}`;
}

/** Why there was no answer, in words for the merchant. */
export function describeFailure(failure: NodeJS.ErrnoException | undefined, timeout_ms: number): string {
  if (failure === undefined) return CLOSED;
  if (failure instanceof HostRefused) return NOT_PUBLIC;
  if (/^(query|getaddrinfo)/.test(failure.syscall ?? "")) return "The host name could not be resolved.";
  if (isUnasked(failure)) return "The endpoint answered 100 or 101, for which it was not asked.";
  if (isMalformed(failure)) return `The answer was not HTTP${reasonOf(failure)}.`;
  const { code = "ECONNRESET" } = failure;
  if (code === TIME_UP) return `There was no answer within ${Math.round(timeout_ms / 1000)} seconds.`;
  const text = TEXTS[code];
  if (text !== undefined) return text;
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) {
    return "No encrypted connection could be made: is the address really an https:// one?";
  }
  return `The connection failed (${code}).`;
}
