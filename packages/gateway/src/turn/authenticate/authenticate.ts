import type { Identity, Principal, Refusal } from "@sendcat/shared-types";

export type Authenticated =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly refusal: Refusal };

/** The principal that the bearer token belongs to, or a refusal: `unauthenticated` without one, else what `Identity.verify` says. */
export async function authenticate(request: Request, identity: Identity): Promise<Authenticated> {
  const token = bearerToken(request);
  if (!token) return { ok: false, refusal: { code: "unauthenticated", message: "Send a bearer token." } };
  return await identity.verify(token);
}

/** Longest token that is looked at; ours have some 400 characters. */
const MAX_TOKEN_CHARS = 4_096;

export function bearerToken(request: Request): string | null {
  const header = request.headers.get("authorization");
  if (!header || header.length > MAX_TOKEN_CHARS) return null;
  return /^Bearer ([\w.-]+)$/i.exec(header)?.[1] ?? null;
}
