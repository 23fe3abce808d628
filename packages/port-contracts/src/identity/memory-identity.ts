import { shortHash, type Identity, type Principal, type Recognised } from "@sendcat/shared-types";

const NAME = /^((pro|op)-)?[a-z]+$/;
const TOKEN_MS = 3_600_000;
const SESSION_MS = 30 * 86_400_000;
const SERVICE_TOKEN = "service:gateway";

/**
 * Access tokens are names: `alice` is a guest on plan guest, `aliceproven` one who has shown proof of work, `pro-alice` a user on plan pro,
 * `op-alice` an operator on that plan. `s-alice` is a guest's session, `a-SID` one of `pro-ana`. Every such name is accepted, issued or
 * not; new guests are `newguest`, `newguestb`, and so on.
 */
export function memoryIdentity(now: () => number = Date.now): Identity {
  const granted = new Map<string, Principal>();
  const sessions = new Map<string, Recognised & { readonly expiresAtMs: number }>();
  let guests = 0;

  const remember = (
    principal: Principal,
    sessionToken: string,
    { sid, knows }: { readonly sid: string | null; readonly knows?: string | undefined },
  ) => {
    const { userId, proven, token: accessToken } = principal;
    const sessionExpiresAtMs = now() + SESSION_MS;
    granted.set(accessToken, principal);
    const of = knows === undefined ? {} : { knows };
    sessions.set(sessionToken, { userId, proven, sid, ...of, expiresAtMs: sessionExpiresAtMs });
    return { accessToken, principal, sessionToken, sessionExpiresAtMs };
  };

  return {
    async verify(token) {
      if (token === SERVICE_TOKEN) return { ok: false, refusal: { code: "forbidden" } };
      const known = granted.get(token) ?? (NAME.test(token) ? named(token, now() + TOKEN_MS) : null);
      if (!known || known.expiresAtMs <= now()) return { ok: false, refusal: { code: "unauthenticated" } };
      return { ok: true, principal: known };
    },
    async recognise(token) {
      const known = sessions.get(token);
      if (known) {
        const { expiresAtMs, ...recognised } = known;
        return expiresAtMs > now() ? recognised : null;
      }
      const [, kind, name = ""] = /^(a|s)-([a-z0-9-]+)$/.exec(token) ?? [];
      if (kind === "a") return { userId: "pro-ana", proven: true, sid: name };
      return kind === "s" ? { userId: name, proven: false, sid: null } : null;
    },
    async grant(grantee) {
      const expiresAtMs = now() + TOKEN_MS;
      if (grantee.kind === "user") {
        const { sid, id: sessionId, standing, email } = grantee.session;
        const { userId, plan, role } = standing;
        const principal = { userId, kind: "user", plan, role, proven: true, sessionId, token: userId } as const;
        return remember({ ...principal, expiresAtMs }, `a-${sid}`, { sid, knows: await shortHash(email) });
      }
      const { proven } = grantee;
      const userId = grantee.userId ?? `newguest${guests++ === 0 ? "" : String.fromCharCode(96 + guests)}`;
      const token = proven ? `${userId}proven` : userId;
      const principal = { userId, kind: "guest", plan: "guest", role: "user", proven, token } as const;
      return remember({ ...principal, expiresAtMs }, `s-${token}`, { sid: null, knows: grantee.knows });
    },
    serviceToken: async () => SERVICE_TOKEN,
    jwks: async () => ({ keys: [] }),
  };
}

function named(token: string, expiresAtMs: number): Principal {
  const isOperator = token.startsWith("op-");
  const isUser = isOperator || token.startsWith("pro-");
  return {
    userId: token,
    kind: isUser ? "user" : "guest",
    plan: isUser ? "pro" : "guest",
    role: isOperator ? "operator" : "user",
    proven: isUser || token.endsWith("proven"),
    ...(isUser ? { sessionId: `session-of-${token}` } : {}),
    expiresAtMs,
    token,
  };
}
