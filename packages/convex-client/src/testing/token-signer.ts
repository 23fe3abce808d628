/** Signs ES256 tokens as the edge does, with its own key. */
export interface TokenSigner {
  readonly jwksUrl: string;
  sign(claims: Readonly<Record<string, unknown>>, lifeSeconds?: number): Promise<string>;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

export async function createTokenSigner(issuer: string): Promise<TokenSigner> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const jwk = { ...(await crypto.subtle.exportKey("jwk", publicKey)), kid: "test", alg: "ES256", use: "sig" };
  const jwks = Buffer.from(JSON.stringify({ keys: [jwk] })).toString("base64");
  return {
    jwksUrl: `data:application/json;base64,${jwks}`,
    async sign(claims, lifeSeconds = 3_600) {
      const iat = Math.floor(Date.now() / 1000);
      const head = { alg: "ES256", typ: "JWT", kid: "test" };
      const body = { iss: issuer, aud: "sendcat", iat, exp: iat + lifeSeconds, ...claims };
      const signed = [head, body].map((part) => base64url(new TextEncoder().encode(JSON.stringify(part)))).join(".");
      const hash = { name: "ECDSA", hash: "SHA-256" };
      const signature = await crypto.subtle.sign(hash, privateKey, new TextEncoder().encode(signed));
      return `${signed}.${base64url(new Uint8Array(signature))}`;
    },
  };
}
