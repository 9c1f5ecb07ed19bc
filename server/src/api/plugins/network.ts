import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import { isPublicAddress } from "../../core/webhooks/address-guard.ts";

/** Whoever has an IPv6 address has the other 2^64 of its network too. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}

/**
 * The network that a buyer's browser is in. A private address is a proxy's that does not say whom it speaks for, or
 * this machine's own: counting by it would take all buyers for one.
 */
export function buyerNetwork({ ip }: FastifyRequest): string | undefined {
  if (!ipaddr.isValid(ip)) return undefined;
  return isPublicAddress(ipaddr.process(ip).toString()) ? networkOf(ip) : undefined;
}
