import { expect, it } from "vitest";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../settings/read-settings.ts";
import { convexEnvironment } from "./convex-environment.ts";
import type { PartContext } from "./part-context.ts";

/** The environment of a deployment that starts with these variables. */
function told(env: Readonly<Record<string, string>>, hostsApi: boolean) {
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-convex-env-"));
  const secrets = loadSecrets(dataDir);
  rmSync(dataDir, { recursive: true });
  // safe because only these two are read
  const context = { settings: readSettings("production", env), secrets } as PartContext;
  const { signingKey } = secrets;
  const environment = convexEnvironment(context, { issuer: "http://127.0.0.1:3000", signingKey, hostsApi });
  const { d } = JSON.parse(signingKey) as { readonly d: string };
  return { environment, says: (secret: string) => JSON.stringify(environment).includes(secret), d };
}

it("gives the core no key that signs tokens, and removes one that an earlier start has set", () => {
  const { environment, says, d } = told({}, false);
  expect(says(d)).toBe(false);
  expect(environment).toMatchObject({
    SENDCAT_SIGNING_KEY: null,
    STRIPE_SECRET_KEY: null,
    STRIPE_WEBHOOK_SECRET: null,
  });
  expect(environment.SENDCAT_JWKS_URL).toMatch(/^data:application\/json/);
});

it("gives the key to a deployment that hosts the API, and no key of the payments, which the web app takes", () => {
  const { environment, says, d } = told({}, true);
  expect([says(d), environment["STRIPE_SECRET_KEY"]]).toEqual([true, null]);
});

it("neither gives a real deployment the key nor removes its operator's", () => {
  const real = { CONVEX_URL: "https://c.example", CONVEX_DEPLOY_KEY: "prod:x|y" };
  for (const hostsApi of [true, false])
    expect(told(real, hostsApi).environment).not.toHaveProperty("SENDCAT_SIGNING_KEY");
});
