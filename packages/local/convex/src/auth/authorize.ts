import { timingSafeEqual } from "node:crypto";
import type { Caller, Identity } from "../runtime/identity.ts";
import { AuthError } from "./auth-error.ts";
import type { AuthProvider } from "./auth-provider.ts";
import { verifyToken } from "./verify-token.ts";

export interface Authorization {
  readonly isAdmin: boolean;
  readonly identity: Identity | null;
  readonly token: string | null;
  /** When the identity ends; null for admins and anonymous callers. */
  readonly expiresMs: number | null;
}

export const ANONYMOUS: Authorization = {
  isAdmin: false,
  identity: null,
  token: null,
  expiresMs: null,
};

export interface AuthorizeOptions {
  readonly adminKey: string;
  readonly providers: readonly AuthProvider[];
}

/** The identity that an `Authorization` header proves. @throws AuthError when it proves none */
export async function authorize(header: string | undefined, options: AuthorizeOptions): Promise<Authorization> {
  if (!header) return ANONYMOUS;
  const [scheme = "", ...rest] = header.split(" ");
  const credential = rest.join(" ").trim();
  if (/^convex$/i.test(scheme)) return authorizeAdmin(credential, options.adminKey);
  if (/^bearer$/i.test(scheme)) return authorizeUser(credential, options.providers);
  throw new AuthError("InvalidAuthHeader", "Header must begin with `bearer ` or `convex `");
}

export async function authorizeUser(token: string, providers: readonly AuthProvider[]): Promise<Authorization> {
  const verified = await verifyToken(token, providers);
  return {
    isAdmin: false,
    identity: verified.identity,
    token: verified.token,
    expiresMs: verified.expiresMs,
  };
}

/** `<admin key>` or `<admin key>:<base64 of the identity to act as>`. @throws AuthError */
export function authorizeAdmin(credential: string, adminKey: string): Authorization {
  if (sameText(credential, adminKey)) return { ...ANONYMOUS, isAdmin: true };
  const colon = credential.lastIndexOf(":");
  if (colon > 0 && sameText(credential.slice(0, colon), adminKey)) {
    const identity = parseIdentity(credential.slice(colon + 1));
    return { ...ANONYMOUS, isAdmin: true, identity };
  }
  throw new AuthError("BadAdminKey", "The provided admin key was invalid for this instance");
}

export function callerOf(
  authorization: Authorization,
  origin: { ip: string | null; userAgent: string | null },
): Caller {
  return {
    identity: authorization.identity,
    token: authorization.token,
    mayCallInternal: authorization.isAdmin,
    ...origin,
  };
}

function parseIdentity(encoded: string): Identity {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, "base64").toString());
    if (typeof parsed === "object" && parsed !== null && "subject" in parsed) {
      const issuer = "issuer" in parsed ? String(parsed.issuer) : "";
      const subject = String(parsed.subject);
      return { tokenIdentifier: `${issuer}|${subject}`, ...parsed, issuer, subject };
    }
  } catch {
    // Every malformed identity gets the same error below.
  }
  throw new AuthError("BadAdminKey", "The identity to act as could not be read");
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
