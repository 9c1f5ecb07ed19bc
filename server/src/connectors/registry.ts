import type { Scope } from "../kit/scope.ts";
import type { Connector } from "./connector.ts";

/** A connector that tells of disputes. */
export type DisputingConnector = Connector & Required<Pick<Connector, "disputes">>;

/** Which processor a merchant's payments go to. */
export interface ConnectorRegistry {
  /** The connector for new payments, or undefined when none is set up (live mode without a processor). */
  choose(scope: Scope): Connector | undefined;
  /** The connector that an attempt was made with. */
  named(name: string): Connector;
  /** Those whose notices are signed. */
  signing(): readonly (Connector & Required<Pick<Connector, "verifySignature">>)[];
  /** Those that tell of disputes. */
  disputing(): readonly DisputingConnector[];
}

/** Test mode always goes to the simulated acquirer; live mode to the first live connector, when there is one. */
export function createRegistry(simulator: Connector, live: readonly Connector[] = []): ConnectorRegistry {
  const by_name = new Map([simulator, ...live].map((connector) => [connector.name, connector]));
  return {
    choose: (scope) => (scope.livemode ? live[0] : simulator),
    named(name) {
      const connector = by_name.get(name);
      if (connector === undefined) throw new Error(`No connector is called ${name}.`);
      return connector;
    },
    signing: () => [...by_name.values()].filter(isSigning),
    disputing: () => [...by_name.values()].filter(isDisputing),
  };
}

function isSigning(
  connector: Connector,
): connector is Connector & Required<Pick<Connector, "verifySignature">> {
  return connector.verifySignature !== undefined;
}

function isDisputing(connector: Connector): connector is DisputingConnector {
  return connector.disputes !== undefined;
}
