import { REPO_ROOT } from "@sendcat/local-stack";
import { SECRET_NAMES, secretsNotOf, type SecretReader } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { openRepository } from "./repository.ts";
import { notOurs } from "./rules/not-ours.ts";

const { read } = openRepository(REPO_ROOT);
const READ_BY: readonly (readonly [file: string, readers: readonly SecretReader[]])[] = [
  ["apps/web/src/env.ts", ["web"]],
  ["apps/stream/src/env.ts", ["stream"]],
  ["convex/model/platform/env.ts", ["core", "core-host"]],
  ["packages/firewall/src/env.ts", ["waf"]],
];

it.each(READ_BY)("%s reads the secrets that the table gives it, and no others", (file, readers) => {
  const source = read(file);
  const others = secretsNotOf(...readers);
  const named = SECRET_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(source));
  expect(named).toEqual(SECRET_NAMES.filter((name) => !others.includes(name)));
});

it("an operator finds every secret in .env.example, and nothing there that looks like a secret is missing from the table", () => {
  const listed = [...read(".env.example").matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = ""]) => name);
  expect(SECRET_NAMES.filter((name) => !listed.includes(name) && !notOurs(name))).toEqual([]);
  const secret = listed.filter((name) => /(KEY|SECRET|TOKEN|PASSWORD|PROVIDERS|WEBHOOK_URL)$/.test(name));
  const names: readonly string[] = SECRET_NAMES;
  expect(secret.filter((name) => !names.includes(name))).toEqual([]);
});
