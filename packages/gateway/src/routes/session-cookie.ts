import { SESSION_COOKIE } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";

/** Path of the plain cookie. Only this route reads either cookie. */
const PATH = "/api/session";
const RULES = "HttpOnly; SameSite=Strict";

/** The session token in a browser's cookie. Over HTTPS the prefixed name comes first; the plain name is accepted if it is missing. */
export function tokenFromCookie(scope: Pick<RequestScope, "request" | "url">): string | null {
  const { https, http } = SESSION_COOKIE;
  return (isSecure(scope) ? cookie(scope.request, https) : null) ?? cookie(scope.request, http);
}

/** The `set-cookie` lines of a session. Over HTTPS a token that came under the plain name moves to the prefixed one. */
export function sessionCookies(
  scope: Pick<RequestScope, "request" | "url">,
  { sessionToken, maxAge }: { readonly sessionToken: string; readonly maxAge: number },
): readonly string[] {
  const { https, http } = SESSION_COOKIE;
  if (!isSecure(scope)) return [`${http}=${sessionToken}; Path=${PATH}; Max-Age=${maxAge}; ${RULES}`];
  const own = `${https}=${sessionToken}; Path=/; Max-Age=${maxAge}; ${RULES}; Secure`;
  const isOld = cookie(scope.request, http) !== null;
  return isOld ? [own, `${http}=; Path=${PATH}; Max-Age=0; ${RULES}; Secure`] : [own];
}

/** Browsers refuse Secure cookies over plain http, which only a machine's own address is served by. */
function isSecure({ url, request }: Pick<RequestScope, "request" | "url">): boolean {
  return url.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";
}

function cookie(request: Request, name: string): string | null {
  for (const pair of request.headers.get("cookie")?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value) return value;
  }
  return null;
}
