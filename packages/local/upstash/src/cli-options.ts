import { command, Option, wholeNumber } from "@sendcat/command-line";

const PORT = { from: 0, to: 65_535 };

export const upstashLocal = command(
  "node packages/local/upstash/src/cli.ts",
  "upstash-local: an Upstash Redis REST endpoint on this machine. The token is read from UPSTASH_LOCAL_TOKEN.",
)
  .addOption(wholeNumber("--port <n>", "port of the REST endpoint; 0 picks a free one", PORT).default(3_240))
  .addOption(wholeNumber("--redis-port <n>", "port of its own redis; 0 picks a free one", PORT).default(3_241))
  .option("--data <dir>", "where redis keeps its data", ".sendcat/redis")
  .addOption(
    new Option("--backend <kind>", "auto: redis when one is on PATH")
      .choices(["auto", "redis", "memory"])
      .default("auto"),
  )
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--json", "print the start line as JSON");
