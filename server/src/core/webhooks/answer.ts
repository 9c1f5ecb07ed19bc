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

/** Of these only the first counts, when there are several. */
const SINGLE_HEADERS: readonly string[] = [
  "content-length",
  "content-type",
  "location",
  "retry-after",
  "server",
];

/** As they came: those that came several times are a list. */
type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Takes an answer in, as far as it is kept. */
export interface AnswerReader {
  /** Takes the next part of the body. Answers whether more is wanted: a short answer is read to its end. */
  read(chunk: Buffer): boolean;
  /** What has come so far. */
  finish(is_complete: boolean): WebhookAnswer;
}

export function startReading(status: number, headers: AnswerHeaders): AnswerReader {
  const chunks: Buffer[] = [];
  let size_bytes = 0;
  return {
    read(chunk) {
      chunks.push(chunk.subarray(0, Math.max(KEPT_BYTES - size_bytes, 0)));
      size_bytes += chunk.length;
      return size_bytes <= KEPT_BYTES;
    },
    finish: (is_complete) => ({
      status,
      retry_after: textOf(headers, "retry-after"),
      headers: keepHeaders(headers),
      body: readText(Buffer.concat(chunks), textOf(headers, "content-type")),
      body_truncated: size_bytes > KEPT_BYTES || !is_complete,
    }),
  };
}

function keepHeaders(headers: AnswerHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = textOf(headers, name);
    if (value !== undefined) kept[name] = readable(value.slice(0, HEADER_CHARACTERS));
  }
  return kept;
}

function textOf(headers: AnswerHeaders, name: string): string | undefined {
  const value = headers[name];
  if (!Array.isArray(value)) return value?.trim();
  return SINGLE_HEADERS.includes(name) ? value[0]?.trim() : value.join(", ");
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
