const MAX_URL_CHARS = 1_000;

/** Names of private networks, and IP addresses: no shop has such a host. */
const NOT_PUBLIC = /^(localhost|.*\.(localhost|local|internal|intranet|lan|home|corp|arpa|onion|test|invalid)|[^.]+)$/;
const IS_ADDRESS = /^(\[.*\]|[\d.]+|0x[\da-f.x]+)$/i;

/** A link that may be shown: https, a public host name, no credentials, no unusual port; normalised. Null for anything else. */
export function safeUrl(text: unknown): string | null {
  if (typeof text !== "string" || text.length > MAX_URL_CHARS || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.port !== "") return null;
  const host = url.hostname.replace(/\.$/, "");
  if (NOT_PUBLIC.test(host) || IS_ADDRESS.test(host)) return null;
  return url.href.length > MAX_URL_CHARS ? null : url.href;
}

/** The URL of a picture if its origin is one that our image route fetches from; null otherwise. */
export function safeImageUrl(text: unknown, origins: readonly string[]): string | null {
  if (typeof text !== "string" || text.length > MAX_URL_CHARS || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return null;
  return origins.includes(url.origin) && url.href.length <= MAX_URL_CHARS ? url.href : null;
}
