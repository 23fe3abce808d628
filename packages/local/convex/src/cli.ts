#!/usr/bin/env node
import { command, number, Option, wholeNumber } from "@sendcat/command-line";
import { createDeployment } from "./deployment.ts";

const PORT = { from: 0, to: 65_535 };

const convexLocal = command(
  "node packages/local/convex/src/cli.ts",
  "convex-local: an embedded Convex deployment for development, CI and one machine",
)
  .addOption(
    wholeNumber("--port <n>", "functions, sync and administration; 0 lets the system choose", PORT).default(3_210),
  )
  .addOption(wholeNumber("--site-port <n>", "HTTP actions; 0 lets the system choose", PORT).default(3_211))
  .option("--data <dir>", "directory of all data", ".sendcat/convex")
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--admin-key <key>", "admin key; prefer CONVEX_LOCAL_ADMIN_KEY, which other users of this machine cannot see")
  .addOption(
    new Option(
      "--durability <x>",
      "full: acknowledged writes are on disk; normal: faster, a power cut may lose the last writes",
    )
      .choices(["full", "normal"])
      .default("full"),
  )
  .addOption(
    number("--conflict-rate <n>", "share of mutation runs that are discarded and repeated, as after a conflict", {
      from: 0,
      to: 1,
      env: "CONVEX_LOCAL_CONFLICT_RATE",
    }).default(0),
  )
  .option("--quiet", "print nothing about functions")
  .addHelpText(
    "after",
    `
Push code to it with the official CLI:
  CONVEX_SELF_HOSTED_URL=http://127.0.0.1:3210 CONVEX_SELF_HOSTED_ADMIN_KEY=KEY npx convex dev`,
  );

async function main(): Promise<void> {
  const options = convexLocal.parse().opts();
  const adminKey = options.adminKey ?? process.env.CONVEX_LOCAL_ADMIN_KEY;
  if (!adminKey) throw new Error("no admin key: set CONVEX_LOCAL_ADMIN_KEY or pass --admin-key");
  // Functions see UTC, as they do in production.
  process.env.TZ = "UTC";
  const deployment = await createDeployment({
    dataDirectory: options.data,
    adminKey,
    host: options.host,
    port: options.port,
    sitePort: options.sitePort,
    durability: options.durability,
    conflictRate: options.conflictRate,
    onFailure: () => process.exit(1),
    ...(options.quiet ? {} : { log: (line) => console.log(line.replaceAll("\n", " | ")) }),
  });
  console.log(`convex-local listening on ${deployment.url} (site ${deployment.siteUrl}), data in ${options.data}`);
  const stop = (): void => {
    void deployment.close().finally(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  console.error(`convex-local: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
