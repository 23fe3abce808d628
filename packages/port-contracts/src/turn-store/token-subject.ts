/** The user of a test's token: the `sub` of a JWT (not verified), else the token itself. Null for none. */
export function tokenSubject(token: string): string | null {
  if (token === "") return null;
  const [, payload] = token.split(".");
  if (payload === undefined) return token;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    if (typeof claims === "object" && claims !== null && "sub" in claims && typeof claims.sub === "string")
      return claims.sub;
  } catch {
    // Not a JWT after all.
  }
  return token;
}
