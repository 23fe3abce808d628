import { DEGRADED_HEADER, type SessionGrant, type SessionResponse } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { sessionCookies } from "./session-cookie.ts";

export interface Granted {
  readonly grant: SessionGrant;
  /** Of an account. */
  readonly email?: string;
  readonly native: boolean;
  /** Whoever had the session of this request has left: it has ended, or is now another's. */
  readonly wasAnothers: boolean;
  readonly degraded: string | null;
}

/** The tokens of a session: browsers keep the long one in a cookie, native clients get it in the body. */
export function sessionAnswer(
  scope: RouteScope<"POST /api/session">,
  { grant, email, native, wasAnothers, degraded }: Granted,
): Answer {
  const { principal, sessionToken } = grant;
  const { userId: id, kind, plan } = principal;
  const answer: SessionResponse = {
    token: grant.accessToken,
    expiresAtMs: principal.expiresAtMs,
    user: email === undefined ? { id, kind, plan } : { id, kind, plan, email },
    ...(native ? { sessionToken } : {}),
  };
  const headers = new Headers();
  if (degraded) headers.set(DEGRADED_HEADER, degraded);
  // Someone else may use this browser next. Only the browser itself can remove what scripts stored from the disk: their own deletions stay in logs.
  if (!native && wasAnothers) headers.set("clear-site-data", '"cache", "storage"');
  if (!native) {
    const maxAge = Math.max(0, Math.floor((grant.sessionExpiresAtMs - scope.ports.now()) / 1000));
    for (const cookie of sessionCookies(scope, { sessionToken, maxAge })) headers.append("set-cookie", cookie);
  }
  return jsonAnswer(scope, answer, { headers });
}
