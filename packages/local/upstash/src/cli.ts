#!/usr/bin/env node
import process from "node:process";
import { upstashLocal } from "./cli-options.ts";
import { createUpstashLocal } from "./create-upstash-local.ts";

function fail(error: unknown, exitCode: number): never {
  console.error(`upstash-local: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCode);
}

async function serve(): Promise<void> {
  const { data: dataDir, json, ...options } = upstashLocal.parse().opts();
  const token = process.env["UPSTASH_LOCAL_TOKEN"];
  if (!token) fail("set UPSTASH_LOCAL_TOKEN to the token that clients will use", 2);
  let stopping = false;
  const starting = createUpstashLocal({
    ...options,
    dataDir,
    token,
    log: (line) => console.error(`upstash-local: ${line}`),
  });
  const shutDown = () => {
    if (stopping) return;
    stopping = true;
    // Nothing may keep the process alive longer than two seconds.
    setTimeout(() => process.exit(1), 1_900).unref();
    starting
      .then((server) => server.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGTERM", shutDown);
  process.on("SIGINT", shutDown);
  const { url, backend } = await starting;
  if (json) console.log(JSON.stringify({ url, backend: backend.kind, name: backend.name, dataDir }));
  else
    console.log(
      `upstash-local listening on ${url}, on ${backend.name}${backend.kind === "redis" ? `, data in ${dataDir}` : ""}`,
    );
}

serve().catch((error: unknown) => fail(error, 1));
