import { parseAddress } from "./parse-address.ts";

declare const checked: unique symbol;
/** A client's address as limits count it: one IPv4 address, or the first address of an IPv6 /64. */
export type ClientAddress = string & { readonly [checked]: true };

/** The name that limits count by for all clients whose address a host does not know. */
export const UNKNOWN_ADDRESS = "unknown";

const V4_PREFIX = 0xffffn;

/**
 * One name for all addresses of a client: a household or a phone has a whole IPv6 /64, and IPv4-mapped IPv6 counts as IPv4. Null if the text is
 * not an address.
 */
export function clientAddress(text: string | null | undefined): ClientAddress | null {
  const bits = parseAddress(text?.trim() ?? "");
  if (bits === null) return null;
  const isV4 = bits >> 32n === V4_PREFIX;
  const name = isV4 ? groups(bits, { count: 4, bits: 8n, radix: 10 }).join(".") : `${network(bits >> 64n)}::`;
  // safe because this is where a ClientAddress is made
  return name as ClientAddress;
}

const network = (bits: bigint): string => groups(bits, { count: 4, bits: 16n, radix: 16 }).join(":");

function groups(whole: bigint, by: { readonly count: number; readonly bits: bigint; readonly radix: number }) {
  return Array.from({ length: by.count }, (_, index) => {
    const shift = by.bits * BigInt(by.count - 1 - index);
    return ((whole >> shift) & ((1n << by.bits) - 1n)).toString(by.radix);
  });
}
