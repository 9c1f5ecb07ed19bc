import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { callConnector } from "../payments/attempts/call-connector.ts";
import type { Dispute } from "./dispute.ts";
import { clearResponse } from "./store.ts";

/** Tells the processor what the merchant has answered. Until it is known to have arrived, it is sent again. */
export async function sendResponse(core: Core, scope: Scope, dispute: Dispute): Promise<void> {
  const connector = core.connectors.named(dispute.connector);
  const { disputes: desk } = connector;
  if (desk === undefined) throw new Error(`${connector.name} takes no answers to disputes.`);
  const { connector_reference: reference, evidence, response } = dispute;
  const sent = await callConnector(core, connector, "respond", async () => {
    await (response === "acceptance" ? desk.accept(reference) : desk.submitEvidence({ reference, evidence }));
    return { kind: "sent" } as const;
  });
  if (sent.kind === "sent") await clearResponse(core.db, scope, dispute);
}
