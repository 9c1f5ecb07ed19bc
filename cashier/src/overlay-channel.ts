/** What the page tells the browser SDK around it. */
export type OverlayEvent = "success" | "cancel" | "error" | "close";

/** The page's line to the merchant's page. Whatever it says, it says of its subject. */
export interface OverlayChannel {
  post(type: OverlayEvent, detail?: object): void;
}

/** The window that the channel listens at. */
export type ListeningWindow = Pick<Window, "addEventListener">;
/** The merchant's: around the page's frame, or the one that opened its window. */
export type MerchantWindow = Pick<Window, "postMessage">;

function isHello(data: unknown): boolean {
  const message = data as { source?: unknown; type?: unknown; version?: unknown } | null;
  return message?.source === "faststar-sdk" && message.type === "hello" && message.version === 1;
}

/**
 * Answers the SDK's hello and from then on speaks to its origin only. What is posted before the hello waits for it:
 * until then nobody knows who is listening.
 */
export function openOverlayChannel(
  own: ListeningWindow,
  merchant: MerchantWindow,
  subject: object,
): OverlayChannel {
  let origin: string | null = null;
  let succeeded = false;
  const waiting: object[] = [];

  function send(message: object): void {
    if (origin === null) waiting.push(message);
    else merchant.postMessage({ source: "starway-cashier", ...message, ...subject }, origin);
  }

  own.addEventListener("message", (event) => {
    if (event.source !== merchant || !isHello(event.data)) return;
    // A page without an origin of its own, such as a sandboxed one, cannot be addressed safely.
    if (event.origin === "null" || (origin !== null && origin !== event.origin)) return;
    origin = event.origin;
    send({ type: "ready" });
    for (const message of waiting.splice(0)) send(message);
  });

  return {
    post(type, detail) {
      if (type === "success" && succeeded) return;
      succeeded ||= type === "success";
      send({ type, ...detail });
    },
  };
}
