import { createPrivateKey, sign, type JsonWebKey } from "node:crypto";

/** An operator's access token for this stack, signed by its own key, like the token of an operator's session. */
export function signOperatorToken(
  { signingKey, issuer }: { readonly signingKey: string; readonly issuer: string },
  seconds: number,
): string {
  // safe because loadSecrets made it, or the key's own parser refuses it
  const jwk = JSON.parse(signingKey) as JsonWebKey & { readonly kid?: string };
  const issuedAt = Math.floor(Date.now() / 1_000);
  const head = { alg: "ES256", typ: "JWT", kid: jwk.kid };
  const claims = { sub: "operator:local", kind: "user", plan: "pro", role: "operator" };
  const body = { ...claims, iss: issuer, aud: "sendcat", iat: issuedAt, exp: issuedAt + seconds };
  const text = [head, body].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}
