import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { REPO_ROOT } from "@sendcat/local-stack";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const FILE = ".github/workflows/ci.yml";
const text = readFileSync(join(REPO_ROOT, FILE), "utf8");

/** What GitHub would say against a workflow, by its own parser. */
async function problemsWith(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: FILE, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

interface Workflow {
  readonly jobs: { readonly test: { readonly steps: readonly Step[] } };
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

describe("the workflow of every push", () => {
  // safe because GitHub's parser checks its shape below
  const { steps } = (parse(text) as Workflow).jobs.test;

  it("is one that GitHub runs", async () => {
    expect(await problemsWith(text)).toEqual([]);
    expect(await problemsWith(text.replace("runs-on:", "run-on:"))).not.toEqual([]);
  });

  it("runs actions at one commit each, whatever their tags become, and sees no secret", () => {
    const actions = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(text).not.toMatch(/secrets\./);
  });

  it("runs what the README tells a newcomer to run, on the oldest Node that it names", () => {
    const readme = readFileSync(join(REPO_ROOT, "README.md"), "utf8");
    const commands = ["npx -y pnpm@12 dev", "npx -y pnpm@12 test"];
    const lines = steps.flatMap(({ run = "" }) => run.split("\n").map((line) => line.replace(/ >.*$/, "").trim()));
    for (const command of commands)
      expect([readme.includes(`\n${command} `), lines.includes(command)]).toEqual([true, true]);
    const oldest = /Node (\d+) or newer/.exec(readme)?.[1];
    expect(steps.map((step) => step.with?.["node-version"]).filter(Boolean)).toEqual([Number(oldest)]);
  });
});
