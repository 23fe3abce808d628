import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DRILL_POLICY } from "../drills/drill-override.ts";
import { openDrillStack, type DrillStack } from "../drills/drill-stack.ts";
import { runProbes } from "../gates/probes.ts";
import { parseRunbook } from "./parse-runbook.ts";

const commands = parseRunbook(readFileSync(join(REPO_ROOT, "docs/runbook.md"), "utf8"));
const run = promisify(execFile);

let stack: DrillStack;
beforeAll(async () => {
  const portBase = Number(process.env["SENDCAT_DRILL_PORT_BASE"] || "18000") + 400;
  const pushedData = process.env["SENDCAT_PUSHED_DATA"];
  stack = await openDrillStack({ portBase, host: "edge", policy: DRILL_POLICY, pushedData, say: () => undefined });
  // Ended turns, so that the commands have something to show.
  const [token = ""] = await stack.tokens("pro", 1);
  await runProbes({ origin: stack.origin, token, operatorToken: stack.operatorToken });
}, 300_000);
afterAll(() => stack?.close());

describe("the runbook", () => {
  it("has commands on every page that an alert links to", () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it.each(commands.map((one, index) => ({ ...one, name: `${index + 1}. ${one.page}: ${one.command.slice(0, 60)}` })))(
    "$name",
    async ({ command, expected }) => {
      const env = { ...process.env, SENDCAT_ORIGIN: stack.origin, SENDCAT_OPERATOR_TOKEN: stack.operatorToken };
      const { stdout } = await run("sh", ["-c", command], { env, timeout: 30_000 });
      expect(stdout).toMatch(expected);
    },
  );

  it("leaves the service as it was: each change has its rollback", async () => {
    const answer = await fetch(`${stack.origin}/api/ops/snapshot`, {
      headers: { authorization: `Bearer ${stack.operatorToken}` },
    });
    expect(await answer.json()).toMatchObject({ controls: { kill: false, drain: false, limits: {} } });
  });

  it("refuses a command without an expected output", () => {
    expect(() => parseRunbook("## A page\n\n```sh\ntrue\n```\n\nNothing.\n")).toThrow(/no "Expected:" line/);
  });
});
