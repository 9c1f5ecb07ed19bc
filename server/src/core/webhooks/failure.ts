import { HostRefused } from "./guarded-lookup.ts";

export const NOT_PUBLIC = "The address is not on the public Internet.";

/** The code of the error with which an exchange is broken off. */
export const TIME_UP = "TIME_UP";

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed without an answer.",
  EPIPE: "The connection was closed without an answer.",
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
  HPE_HEADER_OVERFLOW: "The headers of the answer are too long.",
};

/** Why there was no answer, in words for the merchant. */
export function describeFailure(failure: NodeJS.ErrnoException | undefined, timeout_ms: number): string {
  if (failure instanceof HostRefused) return NOT_PUBLIC;
  if (/^(query|getaddrinfo)/.test(failure?.syscall ?? "")) return "The host name could not be resolved.";
  const code = failure?.code ?? "ECONNRESET";
  if (code === TIME_UP) return `There was no answer within ${Math.round(timeout_ms / 1000)} seconds.`;
  const text = TEXTS[code];
  if (text !== undefined) return text;
  if (code.startsWith("HPE_")) return `The answer was not HTTP (${code}).`;
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) {
    return "No encrypted connection could be made: is the address really an https:// one?";
  }
  return `The connection failed (${code}).`;
}
