import type { FirewallFacts } from "@sendcat/shared-types";
import type { PLAIN_TYPES } from "../rule.ts";

/** Longest value that a rule looks at; the rest is ignored, so that a long request cannot make evaluation slow. */
export const MAX_VALUE_CHARS = 4_096;

/** The facts as rules compare them, by condition type: lower case (Vercel's operators ignore case), bounded, prepared once per request. */
export interface PreparedFacts extends Readonly<Record<(typeof PLAIN_TYPES)[number], string | null>> {
  header(name: string): string | null;
}

export function prepareFacts(facts: FirewallFacts): PreparedFacts {
  const path = fold(facts.path);
  return {
    path,
    raw_path: path,
    method: fold(facts.method),
    user_agent: fold(facts.userAgent),
    geo_country: fold(facts.country),
    geo_as_number: facts.asNumber === null ? null : String(facts.asNumber),
    header(name) {
      if (name === "content-type") return fold(facts.contentType);
      if (name === "content-length") return facts.contentLength === null ? null : String(facts.contentLength);
      if (name === "user-agent") return fold(facts.userAgent);
      return fold(facts.header?.(name));
    },
  };
}

function fold(text: string | null | undefined): string | null {
  return text?.slice(0, MAX_VALUE_CHARS).toLowerCase() ?? null;
}
