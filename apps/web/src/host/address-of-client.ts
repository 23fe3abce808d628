import { forwardedAddress } from "@sendcat/assembly";
import { clientAddress, type ClientAddress } from "@sendcat/shared-types";
import { ipAddress } from "@vercel/edge";

export interface AddressTrust {
  readonly onVercel: boolean;
  /** Number of our own proxies that append to X-Forwarded-For; see env.ts. */
  readonly trustedProxyHops: number;
}

/** The client's address; null when only the client itself reports it. */
export function addressOfClient(headers: Headers, trust: AddressTrust): ClientAddress | null {
  if (trust.onVercel) return clientAddress(ipAddress(headers));
  return forwardedAddress(headers, trust.trustedProxyHops);
}
