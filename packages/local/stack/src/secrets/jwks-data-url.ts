import { StackError } from "../stack/stack-error.ts";

/** The public half of a private JWK, as the `data:` URL of a key set for Convex's `auth.config.ts`. */
export function jwksDataUrl(signingKey: string): string {
  let jwk: Record<string, unknown>;
  try {
    // safe because only named public members are copied out of it
    jwk = JSON.parse(signingKey) as Record<string, unknown>;
  } catch {
    throw new StackError("SENDCAT_SIGNING_KEY is not JSON. It must be a private ES256 JWK with a kid.");
  }
  const { kty, crv, x, y, kid } = jwk;
  const keys = [{ kty, crv, x, y, kid, alg: "ES256", use: "sig" }];
  return `data:application/json;base64,${Buffer.from(JSON.stringify({ keys })).toString("base64")}`;
}
