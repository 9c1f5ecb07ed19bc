/** True for the message by which the challenge frame says that it has ended. */
export function isChallengeEnd(data: unknown): boolean {
  const message = data as { source?: unknown; type?: unknown } | null;
  return message?.source === "starway-challenge" && message.type === "done";
}
