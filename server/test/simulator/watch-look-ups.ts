import type { Connector } from "../../src/connectors/connector.ts";

/**
 * The acquirer, and whoever looks over its shoulder: what it says of a capture that is looked up is for good, as long as
 * nothing is looked up that can still arrive. A capture that is taken for failed and then arrives is money lost, also
 * where nobody hears of it.
 */
export function watchLookUps(connector: Connector, report: (finding: string) => void): Connector {
  const refused = new Set<string>();
  return {
    ...connector,
    async lookupCapture(capture) {
      const answer = await connector.lookupCapture(capture);
      if (answer.kind === "refused") refused.add(capture.modification_id);
      return answer;
    },
    async capture(request) {
      const answer = await connector.capture(request);
      const { modification_id } = request;
      if (answer.kind === "captured" && refused.has(modification_id)) {
        report(`looked_up_too_early ${modification_id}: told as refused, and then the capture arrived`);
      }
      return answer;
    },
  };
}
