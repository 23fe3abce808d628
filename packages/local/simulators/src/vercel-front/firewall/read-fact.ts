import type { Reading } from "../reading.ts";
import { cookieOf, headerOf, type Visit } from "../visit.ts";

export type ReadFact = (visit: Visit) => string | null;

/**
 * Parameters of https://vercel.com/docs/vercel-firewall/vercel-waf/rule-configuration by their names in the API. Those that are missing here
 * need what this machine does not have: TLS fingerprints, verified bots, the framework's routes.
 */
const PLAIN: Readonly<Record<string, (reading: Reading) => ReadFact>> = {
  path: (reading) => (reading.path === "as-sent" ? rawPath : normalizedPath),
  raw_path: () => rawPath,
  method: () => (visit) => visit.method,
  host: () => (visit) => headerOf(visit, "host")?.replace(/:\d+$/, "") ?? null,
  protocol: () => (visit) => visit.protocol,
  environment: () => () => "production",
  ip_address: () => (visit) => visit.client.address,
  user_agent: () => (visit) => headerOf(visit, "user-agent"),
  geo_country: () => (visit) => visit.client.country,
  geo_country_region: () => (visit) => visit.client.region,
  geo_city: () => (visit) => visit.client.city,
  geo_as_number: () => (visit) => visit.client.asNumber,
};

const KEYED: Readonly<Record<string, (key: string) => ReadFact>> = {
  header: (key) => (visit) => headerOf(visit, key),
  query: (key) => (visit) => visit.query.get(key),
  cookie: (key) => (visit) => cookieOf(visit, key),
};

/** Null for a type that cannot be judged on this machine, or that lacks its key. */
export function factReader(type: string, key: unknown, reading: Reading): ReadFact | null {
  const keyed = KEYED[type];
  if (keyed) return typeof key === "string" && key !== "" ? keyed(key) : null;
  return PLAIN[type]?.(reading) ?? null;
}

const rawPath: ReadFact = (visit) => visit.rawPath;

const normalizedPath: ReadFact = ({ rawPath }) => {
  let path = rawPath;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    // A path that is badly encoded stays as it was sent.
  }
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
};
