import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jwksDataUrl } from "./jwks-data-url.ts";
import { loadSecrets } from "./load-secrets.ts";
import { signOperatorToken } from "./sign-operator-token.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-secrets-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("secrets of the local stack", () => {
  it("keep their keys across restarts, so that nobody is signed out, and are readable by their owner only", () => {
    const made = loadSecrets(dataDir);
    expect(loadSecrets(dataDir)).toEqual(made);
    expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("say how to repair a damaged file instead of overwriting it with new keys", () => {
    writeFileSync(join(dataDir, "secrets.json"), '{"signingKey":');
    expect(() => loadSecrets(dataDir)).toThrow(/damaged. Delete it/);
  });

  it("sign an operator's token that the stack's own public key verifies", async () => {
    const { signingKey } = loadSecrets(dataDir);
    const [head = "", body = "", signature = ""] = signOperatorToken(
      { signingKey, issuer: "http://127.0.0.1:3000" },
      60,
    ).split(".");
    const key = createPublicKey({ key: JSON.parse(signingKey), format: "jwk" });
    const given = { key, dsaEncoding: "ieee-p1363" } as const;
    const signed = Buffer.from(`${head}.${body}`);
    expect(verify("sha256", signed, given, Buffer.from(signature, "base64url"))).toBe(true);
    const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
    expect(claims).toMatchObject({ kind: "user", role: "operator", iss: "http://127.0.0.1:3000", aud: "sendcat" });
  });

  it("give Convex the public half of the key and nothing else", () => {
    const url = jwksDataUrl(loadSecrets(dataDir).signingKey);
    const keys: unknown = JSON.parse(Buffer.from(url.split(",")[1] ?? "", "base64").toString());
    expect(keys).toMatchObject({ keys: [{ kty: "EC", crv: "P-256", alg: "ES256" }] });
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});
