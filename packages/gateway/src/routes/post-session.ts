import {
  DEGRADED_HEADER,
  SESSION_COOKIE,
  sessionRequestSchema,
  type Refusal,
  type SessionResponse,
} from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { HONEYPOT_REFUSAL } from "../turn/accept/honeypot.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { bearerToken } from "../turn/authenticate/authenticate.ts";
import { withChallenge } from "../turn/budget/with-challenge.ts";

const MAX_BODY_BYTES = 6_144;

/** `POST /api/session`: an access token for the session at hand, or for a new guest. Writes nothing to any database. */
export async function postSession(scope: RequestScope): Promise<Answer> {
  const { request, ports, requestId } = scope;
  const body = await readJson(request, MAX_BODY_BYTES);
  if (!body.ok) return body;
  const parsed = sessionRequestSchema.safeParse(body.value);
  if (!parsed.success) {
    const message = "client: must be browser or native; proof: must be a solution";
    return { ok: false, refusal: { code: "invalid_request", message } };
  }
  const { client, proof, website } = parsed.data;
  if (website) return { ok: false, refusal: HONEYPOT_REFUSAL };

  const native = client === "native";
  const sessionToken = native ? bearerToken(request) : cookie(request, SESSION_COOKIE);
  const known = sessionToken ? await ports.identity.recognise(sessionToken) : null;
  const hasProof = proof !== undefined && (await isFreshProof(scope, proof));
  // Only new names are held up: a shopper who comes back every hour costs nobody anything.
  const entry = known ? null : await admitNewGuest(scope, { native, hasProof });
  if (entry?.refusal) {
    return { ok: false, refusal: await withChallenge(entry.refusal, ports.proof), degraded: entry.degraded };
  }
  const grant = await ports.identity.grant({
    userId: known?.userId ?? null,
    proven: hasProof || (known?.proven ?? false),
  });
  const { principal } = grant;
  const answer: SessionResponse = {
    token: grant.accessToken,
    expiresAtMs: principal.expiresAtMs,
    user: { id: principal.userId, kind: principal.kind === "user" ? "user" : "guest", plan: principal.plan },
    ...(native ? { sessionToken: grant.sessionToken } : {}),
  };
  const headers = new Headers();
  if (entry?.degraded) headers.set(DEGRADED_HEADER, entry.degraded);
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

interface Entry {
  readonly refusal: Refusal | null;
  readonly degraded: string | null;
}

/**
 * Names are cheap, so an address gets so many of them. Past the first few, and while the whole service sees more newcomers than it should,
 * a newcomer's device has to work for one: a person waits a second, a flood pays for each.
 */
async function admitNewGuest(
  { host, policy, ports }: RequestScope,
  { native, hasProof }: { readonly native: boolean; readonly hasProof: boolean },
): Promise<Entry> {
  if (!native && (await host.isBot?.().catch(() => false))) {
    return { refusal: { code: "blocked", scope: "bot.botid" }, degraded: null };
  }
  const [own, all] = await Promise.all([
    host.ip ? ports.throttle.take("session", host.ip) : ports.throttle.take("session-unlocated", "all"),
    ports.throttle.take("session-service", "all"),
  ]);
  const degraded = own.degraded ? "redis" : null;
  if (!own.ok) {
    const { limit, resetAtMs, retryAfterMs } = own;
    const message = "Too many new sessions from this address. Please wait a moment.";
    const limited = { scope: "ip.session", limit, remaining: 0, resetAtMs, retryAfterMs, message };
    return { refusal: { code: "rate_limited", ...limited }, degraded };
  }
  const { mode, freeSessionsPerAddress } = policy.proof;
  const isCrowded = !all.ok || (host.ip !== null && own.limit - own.remaining > freeSessionsPerAddress);
  const mustProve = !hasProof && (mode === "always" || (mode === "under-pressure" && isCrowded));
  return { refusal: mustProve ? { code: "proof_required", scope: "bot.session" } : null, degraded };
}

/** A solution of a challenge of ours that nobody has used before. */
async function isFreshProof({ ports }: RequestScope, solution: string): Promise<boolean> {
  const name = await ports.proof.verify(solution);
  return name !== null && (await ports.throttle.take("proof", name)).ok;
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
