import { expect, test } from "vitest";
import { describeFailure, TIME_UP } from "./failure.ts";
import { HostRefused } from "./guarded-lookup.ts";

const failure = (code: string, syscall?: string) => Object.assign(new Error(), { code, syscall });

test.each([
  [failure("CERT_HAS_EXPIRED"), "The certificate of the host has expired."],
  [failure("ENOTFOUND", "getaddrinfo"), "The host name could not be resolved."],
  [failure("ESERVFAIL", "queryA"), "The host name could not be resolved."],
  [failure(TIME_UP), "There was no answer within 15 seconds."],
  [failure("UND_ERR_HEADERS_OVERFLOW"), "The headers of the answer are too long."],
  [failure("UND_ERR_SOCKET"), "The connection was closed without an answer."],
  [failure("UND_ERR_RES_CONTENT_LENGTH_MISMATCH"), "The answer was not HTTP."],
  [failure("EMFILE"), "The connection failed (EMFILE)."],
  [new HostRefused(), "The address is not on the public Internet."],
  [undefined, "The connection was closed without an answer."],
])("%o is told to the merchant as %j", (error, text) => {
  expect(describeFailure(error, 15_000)).toBe(text);
});
