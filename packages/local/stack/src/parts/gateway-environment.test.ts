import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_NAMES, secretsNotOf } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { withoutSecrets } from "../secrets/without-secrets.ts";
import { readSettings } from "../settings/read-settings.ts";
import { gatewayEnvironment } from "./gateway-environment.ts";
import type { PartContext } from "./part-context.ts";

it.each(["web", "stream"] as const)("tells the %s host every secret that it reads, and no other", (host) => {
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-gateway-env-"));
  const secrets = loadSecrets(dataDir);
  rmSync(dataDir, { recursive: true });
  const shell = Object.fromEntries(
    SECRET_NAMES.filter((name) => !name.startsWith("CONVEX_")).map((name) => [name, `the operator's ${name}`]),
  );
  const given = {
    UPSTASH_REDIS_REST_URL: "https://redis.example",
    EBAY_CLIENT_ID: "id",
    SENDCAT_MAIL_FROM: "a@b.example",
  };
  const env = { ...shell, ...given };
  // safe because the rest is not read
  const context = { settings: readSettings("production", env), secrets, baseEnv: withoutSecrets(env) } as PartContext;
  const told = { ...context.baseEnv, ...gatewayEnvironment(context, host) };
  const others = secretsNotOf(host);
  expect(SECRET_NAMES.filter((name) => name in told)).toEqual(SECRET_NAMES.filter((name) => !others.includes(name)));
  // Nor under another name.
  expect(others.filter((name) => JSON.stringify(told).includes(`the operator's ${name}"`))).toEqual([]);
});
