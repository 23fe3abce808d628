/**
 * The caller's address as the last `trustedHops` proxies of ours appended it to X-Forwarded-For, or null when the only witness is the
 * caller. Entries left of the trusted ones can be invented by anybody.
 */
export function forwardedAddress(headers: Pick<Headers, "get">, trustedHops: number): string | null {
  if (trustedHops === 0) return null;
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  const address = hops.at(-trustedHops)?.trim();
  return address === undefined || address === "" ? null : address;
}
