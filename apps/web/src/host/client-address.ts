import { forwardedAddress } from "@sendcat/assembly";
import { ipAddress } from "@vercel/edge";

export interface AddressTrust {
  readonly onVercel: boolean;
  /** Number of our own proxies that append to X-Forwarded-For; see env.ts. */
  readonly trustedProxyHops: number;
}

/** The client's address; null when only the client itself reports it. */
export function clientAddress(headers: Headers, trust: AddressTrust): string | null {
  if (trust.onVercel) return ipAddress(headers) ?? null;
  return forwardedAddress(headers, trust.trustedProxyHops);
}
