import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machineEnv } from "../machine-env.ts";
import { vercelCli } from "./vercel-cli.ts";

/** What `vercel pull` would write for a new project whose settings nobody has changed. */
const PROJECT = {
  projectId: "prj_local",
  orgId: "team_local",
  projectName: "sendcat",
  settings: {
    framework: "nextjs",
    devCommand: null,
    installCommand: null,
    buildCommand: null,
    outputDirectory: null,
    rootDirectory: null,
    directoryListing: false,
    nodeVersion: "24.x",
    createdAt: 1,
  },
};

/**
 * Builds a checkout as Vercel does, with none of the product's variables: a build needs none. The result is in its `.vercel/output`.
 * Rejects with the last lines of the output when the build fails.
 */
export async function runVercelBuild(checkout: string): Promise<void> {
  mkdirSync(join(checkout, ".vercel"));
  writeFileSync(join(checkout, ".vercel/project.json"), JSON.stringify(PROJECT));
  const config = join(checkout, ".vercel/cli");
  const args = ["build", "--prod", "--yes", "--token", "none", "--global-config", config];
  const child = spawn(vercelCli(), args, {
    cwd: checkout,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...machineEnv(join(checkout, ".vercel/npm")),
      VERCEL_TELEMETRY_DISABLED: "1",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-8_000)));
  }
  const code = await new Promise<number | null>((settle, fail) => child.on("error", fail).on("close", settle));
  if (code !== 0) throw new Error(`vercel build ended with exit code ${code}:\n${output}`);
}
