import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StackError } from "../stack/stack-error.ts";

/** Secrets that the parts of one local stack share. Made once, kept in the data folder. */
export interface StackSecrets {
  /** Private ES256 JWK as JSON text, `kid` included. */
  readonly signingKey: string;
  readonly redisToken: string;
  readonly convexAdminKey: string;
}

/** Reads `<dataDir>/secrets.json`, or makes it (mode 0600). Throws a StackError when the file exists but cannot be read. */
export function loadSecrets(dataDir: string): StackSecrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "secrets.json");
  const kept = readIfThere(path);
  if (kept !== null) return parse(kept, path);
  const made = makeSecrets();
  // Written to a second file and renamed, so that a kill midway leaves no partial file.
  writeFileSync(`${path}.new`, JSON.stringify(made), { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
  return made;
}

function makeSecrets(): StackSecrets {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "ES256", use: "sig" };
  return {
    signingKey: JSON.stringify(jwk),
    redisToken: randomBytes(32).toString("hex"),
    convexAdminKey: `sendcat-local|${randomBytes(32).toString("hex")}`,
  };
}

function parse(text: string, path: string): StackSecrets {
  try {
    // safe because every field is checked before it is returned
    const { signingKey, redisToken, convexAdminKey } = JSON.parse(text) as Record<string, unknown>;
    if (typeof signingKey === "string" && typeof redisToken === "string" && typeof convexAdminKey === "string") {
      return { signingKey, redisToken, convexAdminKey };
    }
  } catch {
    // Falls through: a file that is not JSON gets the same message as one with missing fields.
  }
  throw new StackError(`${path} is damaged. Delete it to make new keys (guests will have to start new sessions).`);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
