import type { IncomingMessage } from "node:http";
import type { ErrorAnswer } from "./error-answer.ts";

/** The methods that hosts are asked with: those that a Request can have and Next knows. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** A name or an address, and a port (RFC 9110, 7.2). */
const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

const bad = (message: string): ErrorAnswer => ({ code: "invalid_request", message });

/**
 * Null if a host may answer this request; an absolute target (RFC 9112, 3.2.2) has then become a path. What is refused here has several readings,
 * and a proxy in front may have taken another one.
 */
export function checkRequest(
  incoming: IncomingMessage,
  methodsAt: (path: string) => readonly string[],
): ErrorAnswer | null {
  const { method = "", headers, url: target = "" } = incoming;
  const hosts = headersOf(incoming, "host");
  if (hosts.length > 1 || (hosts.length === 0 && incoming.httpVersion !== "1.0"))
    return bad("Send exactly one Host header.");
  if (hosts.some((host) => !HOST.test(host) || !URL.canParse(`http://${host}`)))
    return bad("The Host header is not valid.");
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.trim().toLowerCase() !== "chunked")
    return bad("The only Transfer-Encoding is chunked.");
  if (headersOf(incoming, "content-type").length > 1)
    return { code: "unsupported_media_type", message: "Send one Content-Type header." };
  if (!target.startsWith("/") && target !== "*") {
    const url = URL.parse(target);
    if (url?.protocol !== "http:" && url?.protocol !== "https:") return bad("The target is not valid.");
    incoming.url = `${url.pathname}${url.search}`;
    headers.host = url.host;
  }
  const path = pathOf(incoming);
  if (path === "*" && method !== "OPTIONS") return bad("The target is not valid.");
  if (path !== "*" && !isReadable(path)) return bad("The path is not valid.");
  if (METHODS.has(method)) return null;
  const allowed = methodsAt(path);
  return { code: "method_not_allowed", allowed: allowed.length > 0 ? allowed : ["GET", "HEAD"] };
}

/** The target without its search parameters. */
export function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function headersOf({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}

/** Whether its percent-encoded bytes are UTF-8, without control characters. */
function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
