import { ipAddress } from "@vercel/edge";

export interface AddressTrust {
  readonly onVercel: boolean;
  /** Proxies of ours that append to X-Forwarded-For; see env.ts. */
  readonly trustedProxyHops: number;
}

/** The caller's address, or null when the only witness is the caller. Entries left of the trusted ones can be invented by anybody. */
export function clientAddress(headers: Headers, trust: AddressTrust): string | null {
  if (trust.onVercel) return ipAddress(headers) ?? null;
  if (trust.trustedProxyHops === 0) return null;
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  const address = hops.at(-trust.trustedProxyHops)?.trim();
  return address === undefined || address === "" ? null : address;
}
