import { clientAddress, type ClientAddress } from "@sendcat/shared-types";

/**
 * The client's address from X-Forwarded-For, as appended by our own `trustedHops` proxies; null without such proxies. Entries to the left of
 * theirs may be forged by the client.
 */
export function forwardedAddress(headers: Pick<Headers, "get">, trustedHops: number): ClientAddress | null {
  if (trustedHops === 0) return null;
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  return clientAddress(hops.at(-trustedHops));
}
