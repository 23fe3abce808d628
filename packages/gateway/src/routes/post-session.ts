import { SESSION_COOKIE, sessionRequestSchema, type SessionResponse } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { bearerToken } from "../turn/authenticate/authenticate.ts";

const MAX_BODY_BYTES = 1_024;

/** `POST /api/session`: an access token for the session at hand, or for a new guest. Writes nothing to any database. */
export async function postSession(scope: RequestScope): Promise<Answer> {
  const { request, ports, requestId, host } = scope;
  const body = await readJson(request, MAX_BODY_BYTES);
  if (!body.ok) return body;
  const parsed = sessionRequestSchema.safeParse(body.value);
  if (!parsed.success)
    return { ok: false, refusal: { code: "invalid_request", message: "client: must be browser or native" } };

  const native = parsed.data.client === "native";
  const sessionToken = native ? bearerToken(request) : cookie(request, SESSION_COOKIE);
  const userId = sessionToken ? await ports.identity.recognise(sessionToken) : null;
  // Only new names are throttled: a shopper who comes back every hour costs nobody anything.
  if (!userId) {
    const throttled = host.ip
      ? await ports.throttle.take("session", host.ip)
      : await ports.throttle.take("session-unlocated", "all");
    if (!throttled.ok) {
      const { limit, resetAtMs, retryAfterMs } = throttled;
      const message = "Too many new sessions from this address. Please wait a moment.";
      return {
        ok: false,
        refusal: { code: "rate_limited", scope: "ip.session", limit, remaining: 0, resetAtMs, retryAfterMs, message },
      };
    }
  }
  const grant = await ports.identity.grant(userId);
  const { principal } = grant;
  const answer: SessionResponse = {
    token: grant.accessToken,
    expiresAtMs: principal.expiresAtMs,
    user: { id: principal.userId, kind: principal.kind === "user" ? "user" : "guest", plan: principal.plan },
    ...(native ? { sessionToken: grant.sessionToken } : {}),
  };
  const headers = new Headers();
  if (!native) {
    const maxAge = Math.max(0, Math.floor((grant.sessionExpiresAtMs - ports.now()) / 1000));
    const secure = isSecure(scope) ? "; Secure" : "";
    headers.set(
      "set-cookie",
      `${SESSION_COOKIE}=${grant.sessionToken}; Path=/api/session; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`,
    );
  }
  return { ok: true, response: jsonResponse(requestId, answer, { headers }) };
}

/** Browsers refuse Secure cookies over plain http, which only a machine's own address is served by. */
function isSecure({ url, request }: RequestScope): boolean {
  return url.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";
}

function cookie(request: Request, name: string): string | null {
  for (const pair of request.headers.get("cookie")?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value) return value;
  }
  return null;
}
