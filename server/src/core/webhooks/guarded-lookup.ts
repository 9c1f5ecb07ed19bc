import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./address-guard.ts";

export type Resolve = (host_name: string) => Promise<LookupAddress[]>;

/** The name leads nowhere that webhooks may go. */
export class HostRefused extends Error {}

/**
 * A look-up for sockets that answers public addresses only. The socket connects to an address of this very answer:
 * nobody asks the name server twice, so a name cannot point elsewhere between the check and the connection.
 */
export function guardedLookup(resolve: Resolve = resolvePublicly): LookupFunction {
  return (host_name, { all, family }, callback) => {
    resolve(host_name).then(
      (found) => {
        const usable = found
          .filter(({ address }) => isPublicAddress(address))
          .filter((entry) => !family || entry.family === family || `IPv${entry.family}` === family);
        const first = usable[0];
        if (first === undefined) return callback(new HostRefused(), []);
        if (all) callback(null, usable);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

const resolver = new Resolver({ timeout: 3_000, tries: 2 });

// Not dns.lookup: it occupies one of the process's few threads until the name server answers, and one merchant's dead
// name server would hold up everything else that needs a thread.
async function resolvePublicly(host_name: string): Promise<LookupAddress[]> {
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host_name), resolver.resolve6(host_name)]);
  if (v4.status === "rejected" && v6.status === "rejected") throw v4.reason;
  return [...entries(v4, 4), ...entries(v6, 6)];
}

function entries(result: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return result.status === "fulfilled" ? result.value.map((address) => ({ address, family })) : [];
}
