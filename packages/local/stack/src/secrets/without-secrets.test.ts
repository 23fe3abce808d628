import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { withoutSecrets } from "./without-secrets.ts";

it("gives processes no secret named in .env.example unless they need it, and all other variables", () => {
  const example = readFileSync(join(REPO_ROOT, ".env.example"), "utf8");
  const names = [...example.matchAll(/^([A-Z][A-Z_]+)=/gm)].flatMap(([, name]) => (name ? [name] : []));
  const left = Object.keys(withoutSecrets(Object.fromEntries([...names, "PATH"].map((name) => [name, "x"]))));
  expect(left.filter((name) => /(KEY|SECRET|TOKEN|PROVIDERS)$/.test(name))).toEqual([]);
  expect(names).toContain("SENDCAT_SIGNING_KEY");
  const shell = ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "PGPASSWORD_OF_NOBODY", "DB_PASSWORD", "npm_token", "HOME"];
  expect(Object.keys(withoutSecrets(Object.fromEntries(shell.map((name) => [name, "x"]))))).toEqual([
    "PGPASSWORD_OF_NOBODY",
    "HOME",
  ]);
  expect(left).toEqual(expect.arrayContaining(["PATH", "SENDCAT_TRUSTED_PROXY_HOPS", "SENDCAT_STREAM_WORKERS"]));
});
