#!/usr/bin/env node
import process from "node:process";
import { HELP, parseCliOptions, type CliOptions } from "./cli-options.ts";
import { createUpstashLocal } from "./create-upstash-local.ts";

function fail(error: unknown, exitCode: number): never {
  console.error(`upstash-local: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCode);
}

async function serve(options: CliOptions): Promise<void> {
  const token = process.env["UPSTASH_LOCAL_TOKEN"];
  if (!token) fail("set UPSTASH_LOCAL_TOKEN to the token that clients will use", 2);
  let stopping = false;
  const starting = createUpstashLocal({
    ...options,
    token,
    log: (line) => console.error(`upstash-local: ${line}`),
  });
  const shutDown = () => {
    if (stopping) return;
    stopping = true;
    // Nothing may keep the process longer than two seconds.
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
  if (options.json)
    console.log(JSON.stringify({ url, backend: backend.kind, name: backend.name, dataDir: options.dataDir }));
  else
    console.log(
      `upstash-local listening on ${url}, on ${backend.name}${backend.kind === "redis" ? `, data in ${options.dataDir}` : ""}`,
    );
}

try {
  const options = parseCliOptions(process.argv.slice(2));
  if (options) serve(options).catch((error: unknown) => fail(error, 1));
  else process.stdout.write(HELP);
} catch (error) {
  fail(error, 2);
}
