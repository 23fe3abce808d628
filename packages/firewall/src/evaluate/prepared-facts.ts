import type { FirewallFacts } from "@sendcat/shared-types";
import { parseAddress } from "./address-range.ts";

/** Longest value a rule looks at; what follows is not seen, so that no request can buy time with length. */
export const MAX_VALUE_CHARS = 4_096;

/** The facts as rules compare them: lower case (Vercel's operators ignore case), bounded, made once a request. */
export interface PreparedFacts {
  readonly path: string;
  readonly method: string;
  readonly host: string | null;
  readonly userAgent: string | null;
  readonly country: string | null;
  readonly asNumber: string | null;
  header(name: string): string | null;
  /** Parsed at the first question; null when unknown or no address. */
  address(): bigint | null;
}

export function prepareFacts(facts: FirewallFacts): PreparedFacts {
  let address: bigint | null | undefined;
  return {
    path: fold(facts.path),
    method: fold(facts.method),
    host: foldOrNull(facts.host),
    userAgent: foldOrNull(facts.userAgent),
    country: foldOrNull(facts.country),
    asNumber: facts.asNumber === null ? null : String(facts.asNumber),
    header(name) {
      if (name === "content-type") return foldOrNull(facts.contentType);
      if (name === "content-length") return facts.contentLength === null ? null : String(facts.contentLength);
      if (name === "user-agent") return foldOrNull(facts.userAgent);
      if (name === "host") return foldOrNull(facts.host);
      return foldOrNull(facts.header?.(name));
    },
    address() {
      if (address === undefined) address = facts.ip === null ? null : parseAddress(facts.ip.trim());
      return address;
    },
  };
}

function fold(text: string): string {
  return (text.length > MAX_VALUE_CHARS ? text.slice(0, MAX_VALUE_CHARS) : text).toLowerCase();
}

function foldOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : fold(text);
}
