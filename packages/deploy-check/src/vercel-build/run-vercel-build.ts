import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
      ...fromMachine(process.env),
      // The npx that runs the tests holds a lock in the common cache for as long as they run; the build's own npx would wait for it.
      npm_config_cache: join(checkout, ".vercel/npm"),
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

/** How this machine reaches the registry: paths, certificates and proxies. */
function fromMachine(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = /^(PATH|HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|\w+_PROXY|npm_config_\w+)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
}
