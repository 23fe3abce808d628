import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jwksDataUrl } from "./jwks-data-url.ts";
import { loadSecrets } from "./load-secrets.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-secrets-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("secrets of the local stack", () => {
  it("keeps its keys across restarts, so that nobody is signed out, and to its owner alone", () => {
    const made = loadSecrets(dataDir);
    expect(loadSecrets(dataDir)).toEqual(made);
    expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("says what to do about a damaged file instead of making new keys over it", () => {
    writeFileSync(join(dataDir, "secrets.json"), '{"signingKey":');
    expect(() => loadSecrets(dataDir)).toThrow(/damaged. Delete it/);
  });

  it("tells Convex the public half of the key and nothing else", () => {
    const url = jwksDataUrl(loadSecrets(dataDir).signingKey);
    const keys: unknown = JSON.parse(Buffer.from(url.split(",")[1] ?? "", "base64").toString());
    expect(keys).toMatchObject({ keys: [{ kty: "EC", crv: "P-256", alg: "ES256" }] });
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});
