import type { FastifyRequest } from "fastify";
import type { RenderedAnswer } from "../../../core/idempotency/exchange.ts";
import { formatMessage } from "../../../kit/message.ts";
import type { Refusal } from "../../../kit/result.ts";
import { negotiateLanguage } from "../../plugins/language.ts";
import { ZH } from "./zh.ts";

const LANGUAGES = ["en", "zh-CN"] as const;

/** The languages that messages are in. Codes, fields and values are the same in all of them. */
export type Language = (typeof LANGUAGES)[number];

/** The language that the caller prefers; English when it says nothing of these. */
export function languageOf(request: FastifyRequest): Language {
  return negotiateLanguage(request.headers["accept-language"], LANGUAGES);
}

/** A refusal's message in a language, or in English while that language has no text for it. */
export function localizeRefusal(
  refusal: Refusal,
  language: Language,
): { message: string; language: Language } {
  const { message, template = message, values } = refusal;
  if (language === "en" || !Object.hasOwn(ZH, template)) return { message, language: "en" };
  return { message: formatMessage({ template, values }, ZH), language };
}

/** An envelope whose message is the caller's language, as far as there is a text; everything else in it stays. */
export function localizeAnswer(answer: RenderedAnswer, language: Language): RenderedAnswer {
  if (language === "en") return answer;
  const envelope = JSON.parse(answer.body) as { message: string };
  if (!Object.hasOwn(ZH, envelope.message)) return answer;
  const message = ZH[envelope.message];
  return { ...answer, body: JSON.stringify({ ...envelope, message }) };
}

const MESSAGE = /"message":"((?:[^"\\]|\\.)*)"/;

/** The language of an envelope's message. Its text tells, because a stored answer may be in another than is asked for. */
export function languageOfBody(body: string): Language {
  return /\p{Script=Han}/u.test(MESSAGE.exec(body)?.[1] ?? "") ? "zh-CN" : "en";
}

export function languageHeaders(language: Language): Record<string, string> {
  return { "Content-Language": language, Vary: "Accept-Language" };
}
