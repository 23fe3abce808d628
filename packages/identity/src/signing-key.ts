import { SendcatError } from "@sendcat/shared-types";
import type { JWK } from "jose";

export interface SigningKey {
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
  readonly kid: string;
}

/** Parses a private P-256 JWK. Errors say what is wrong and never quote the key. */
export function parseSigningKey(text: string): SigningKey {
  let jwk: Record<string, unknown>;
  try {
    // safe because every field is checked below before it is used
    jwk = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new SendcatError({ code: "internal", message: "The signing key is not JSON." });
  }
  const { kty, crv, x, y, d, kid } = jwk;
  const strings = [x, y, d, kid].every((field) => typeof field === "string" && field !== "");
  if (kty !== "EC" || crv !== "P-256" || !strings) {
    throw new SendcatError({
      code: "internal",
      message: "The signing key is not a private P-256 JWK with x, y, d and kid.",
    });
  }
  // safe because the four fields were just checked to be strings
  const [xs, ys, ds, kids] = [x, y, d, kid] as [string, string, string, string];
  const publicJwk: JWK = { kty: "EC", crv: "P-256", x: xs, y: ys };
  return { privateJwk: { ...publicJwk, d: ds }, publicJwk, kid: kids };
}
