import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { TextDecoder } from "node:util";

/** What a receiver answered, as far as it is looked at and kept. */
export interface WebhookAnswer {
  readonly status: number;
  readonly retry_after?: string;
  /** Those that help to find out who answered, and why so. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the body began, as text. */
  readonly body: string;
  /** Whether there was, or might have been, more of it. */
  readonly body_truncated: boolean;
}

const KEPT_BYTES = 16 * 1024;
const KEPT_HEADERS = [
  "allow",
  "cf-ray",
  "content-length",
  "content-type",
  "date",
  "location",
  "retry-after",
  "server",
  "via",
  "www-authenticate",
  "x-request-id",
] as const;
const HEADER_CHARACTERS = 512;

/**
 * Reads a short answer to its end, so that the connection can be kept; a longer one is cut off. Answers what makes the
 * answer of what has come so far, to be called when the connection has nothing more to say.
 */
export function readAnswer(incoming: IncomingMessage): () => WebhookAnswer {
  const chunks: Buffer[] = [];
  let size_bytes = 0;
  incoming.on("error", () => {});
  incoming.on("data", (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, Math.max(KEPT_BYTES - size_bytes, 0)));
    size_bytes += chunk.length;
    if (size_bytes > KEPT_BYTES) incoming.destroy();
  });
  return () => {
    const { statusCode: status = 0, headers, complete } = incoming;
    return {
      status,
      retry_after: headers["retry-after"],
      headers: keepHeaders(headers),
      body: readText(Buffer.concat(chunks), headers["content-type"]),
      body_truncated: size_bytes > KEPT_BYTES || !complete,
    };
  };
}

function keepHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = readable(String(value).slice(0, HEADER_CHARACTERS));
  }
  return kept;
}

/** Whatever it was, it becomes text: what the charset does not know, or no screen should be told, is a question mark. */
function readText(bytes: Buffer, content_type: string | undefined): string {
  if (bytes.length === 0) return "";
  const charset = /charset="?([\w-]+)/i.exec(content_type ?? "")?.[1] ?? "utf-8";
  // As a stream, so that a character that was cut in half at the end is left out.
  return readable(decoderOf(charset).decode(bytes, { stream: true }));
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Without control characters but line breaks and tabs: PostgreSQL refuses NUL, and terminals obey others. */
function readable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, "\uFFFD");
}
