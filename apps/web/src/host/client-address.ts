import { forwardedAddress } from "@sendcat/assembly";
import { ipAddress } from "@vercel/edge";

export interface AddressTrust {
  readonly onVercel: boolean;
  /** Proxies of ours that append to X-Forwarded-For; see env.ts. */
  readonly trustedProxyHops: number;
}

/** The caller's address, or null when the only witness is the caller. */
export function clientAddress(headers: Headers, trust: AddressTrust): string | null {
  if (trust.onVercel) return ipAddress(headers) ?? null;
  return forwardedAddress(headers, trust.trustedProxyHops);
}
