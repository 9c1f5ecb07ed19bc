interface ToldEvent {
  readonly tag: string;
  /** The header with which the merchant finds out whether it is genuine. */
  readonly signature_header: string;
  readonly event: { readonly schema: object; readonly example: unknown };
}

/** How a document describes what a merchant's endpoint is told when something happens. */
export function webhookOperation(type: string, { tag, signature_header, event }: ToldEvent): object {
  return {
    post: {
      operationId: `on${type.replace(/(^|[._])(\w)/g, (_match, _separator, letter) => letter.toUpperCase())}`,
      summary: type,
      description: `A POST to your endpoint. Answer any 2xx within 15 seconds; otherwise it is sent again, ten times within three days. Check \`${signature_header}\` against the raw body before you believe it, and act once per event id.`,
      tags: [tag],
      security: [],
      requestBody: { required: true, content: { "application/json": event } },
      responses: { "2XX": { description: "It has arrived." } },
    },
  };
}
