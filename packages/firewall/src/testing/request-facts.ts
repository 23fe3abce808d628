import type { FirewallFacts } from "@sendcat/shared-types";

const shopper: FirewallFacts = {
  method: "GET",
  path: "/",
  ip: "203.0.113.7",
  country: "JM",
  asNumber: 64_500,
  userAgent: "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36",
  contentType: null,
  contentLength: null,
};

/** A browser's request, with a test's changes. */
export function requestFacts(changes: Partial<FirewallFacts> = {}): FirewallFacts {
  return { ...shopper, ...changes };
}

/** A JSON POST as the product sends it. */
export function jsonPost(path: string, changes: Partial<FirewallFacts> = {}): FirewallFacts {
  return requestFacts({ method: "POST", path, contentType: "application/json", contentLength: 512, ...changes });
}
