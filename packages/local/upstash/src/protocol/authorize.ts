import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** True when the request carries the token, as `Authorization: Bearer` or, as Upstash also allows, `?_token=`. */
export function isAuthorized(request: IncomingMessage, url: URL, token: string): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const given = bearer ?? url.searchParams.get("_token");
  // Hashed so that the comparison takes the same time for any token.
  return given !== null && timingSafeEqual(sha256(given), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
