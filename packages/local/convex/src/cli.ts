#!/usr/bin/env node
import { parseArgs } from "node:util";
import { createDeployment } from "./deployment.ts";

const usage = `convex-local: an embedded Convex deployment for development, CI and one machine

Usage: node src/cli.ts --data DIR [options]

  --port N          functions, sync and administration (default 3210; 0 lets the system choose)
  --site-port N     HTTP actions (default 3211; 0 lets the system choose)
  --data DIR        where everything is kept (default .sendcat/convex)
  --host ADDRESS    address to listen on (default 127.0.0.1)
  --admin-key KEY   admin key; better set CONVEX_LOCAL_ADMIN_KEY, which other users cannot see
  --durability X    full (default): acknowledged means on disk; normal: faster
  --conflict-rate N share of runs of mutations, 0 to 1, that are lost as if they had met a conflict and done again
                    (default CONVEX_LOCAL_CONFLICT_RATE or 0)
  --quiet           print nothing about functions
  --help

Push code to it with the official CLI:
  CONVEX_SELF_HOSTED_URL=http://127.0.0.1:3210 CONVEX_SELF_HOSTED_ADMIN_KEY=KEY npx convex dev
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3210" },
      "site-port": { type: "string", default: "3211" },
      data: { type: "string", default: ".sendcat/convex" },
      host: { type: "string", default: "127.0.0.1" },
      "admin-key": { type: "string" },
      durability: { type: "string", default: "full" },
      "conflict-rate": { type: "string", default: process.env.CONVEX_LOCAL_CONFLICT_RATE ?? "0" },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const adminKey = values["admin-key"] ?? process.env.CONVEX_LOCAL_ADMIN_KEY;
  if (!adminKey) throw new Error("no admin key: set CONVEX_LOCAL_ADMIN_KEY or give --admin-key");
  if (values.durability !== "full" && values.durability !== "normal") {
    throw new Error(`--durability is "full" or "normal", not "${values.durability}"`);
  }
  const conflictRate = Number(values["conflict-rate"]);
  if (!(conflictRate >= 0 && conflictRate <= 1)) throw new Error("--conflict-rate must be between 0 and 1");
  // Functions see UTC, as they do in production.
  process.env.TZ = "UTC";
  const deployment = await createDeployment({
    dataDirectory: values.data,
    adminKey,
    host: values.host,
    port: portOf(values.port, "--port"),
    sitePort: portOf(values["site-port"], "--site-port"),
    durability: values.durability,
    conflictRate,
    onFailure: () => process.exit(1),
    ...(values.quiet ? {} : { log: (line) => console.log(line.replaceAll("\n", " | ")) }),
  });
  console.log(`convex-local listening on ${deployment.url} (site ${deployment.siteUrl}), data in ${values.data}`);
  const stop = (): void => {
    void deployment.close().finally(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

function portOf(text: string, flag: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`${flag} must be a port number, not "${text}"`);
  }
  return port;
}

main().catch((error: unknown) => {
  console.error(`convex-local: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
