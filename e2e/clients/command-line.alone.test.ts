import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

const run = promisify(execFile);
const CLI = join(REPO_ROOT, "node_modules/convex/bin/main.js");
/** Here the command line stores which deployment it last developed against. The test restores the developer's file. */
const NOTE = join(REPO_ROOT, ".env.local");

let kept: string | null = null;
beforeAll(() => {
  kept = existsSync(NOTE) ? readFileSync(NOTE, "utf8") : null;
});
afterAll(() => {
  if (kept === null) rmSync(NOTE, { force: true });
  else writeFileSync(NOTE, kept);
});

async function convex(...args: readonly string[]): Promise<string> {
  const { convex: url, convexAdminKey } = inject("stack");
  const { stdout, stderr } = await run(process.execPath, [CLI, ...args], {
    cwd: REPO_ROOT,
    env: {
      ...process.env,
      NO_COLOR: "1",
      CONVEX_DEPLOYMENT: "",
      CONVEX_DEPLOY_KEY: "",
      CONVEX_SELF_HOSTED_URL: url,
      CONVEX_SELF_HOSTED_ADMIN_KEY: convexAdminKey,
    },
  });
  return stdout + stderr;
}

describe("the official command line, unmodified", () => {
  it("npx convex dev --once", async () => {
    expect(await convex("dev", "--once", "--typecheck", "disable", "--codegen", "disable")).toContain(
      "Convex functions ready",
    );
  });

  it("npx convex env set, get, list and remove", async () => {
    await convex("env", "set", "SENDCAT_E2E_NOTE", "with spaces and = signs");
    expect(await convex("env", "get", "SENDCAT_E2E_NOTE")).toContain("with spaces and = signs");
    expect(await convex("env", "list")).toContain("SENDCAT_ISSUER");
    await convex("env", "remove", "SENDCAT_E2E_NOTE");
    expect(await convex("env", "list")).not.toContain("SENDCAT_E2E_NOTE");
  });

  it("npx convex run, for an internal function", async () => {
    const answer = await convex("run", "usage:byTurn", JSON.stringify({ turnId: "0123456789abcdef" }));
    expect(JSON.parse(answer)).toEqual([]);
  });
});
