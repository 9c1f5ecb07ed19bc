import ipaddr from "ipaddr.js";

// Everything that the Internet routes as IPv6 lies here. Without this fence an embedded IPv4 address in one of the
// many transition formats would count as an ordinary one.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the public Internet. Merchants choose where webhooks go, so anything else (this
 * machine, the private network, a cloud's metadata service) must be out of their reach.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/** The IP address that a URL's host names literally, without the brackets of IPv6; undefined for a name. */
function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return ipaddr.isValid(host) ? host : undefined;
}

/** Whether the host, as written, already says that it is not public. A name may still resolve to such an address. */
export function namesPrivateHost(url: URL): boolean {
  const address = literalAddress(url);
  if (address !== undefined) return !isPublicAddress(address);
  return /(^|\.)localhost\.?$/.test(url.hostname);
}
