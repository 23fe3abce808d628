#!/usr/bin/env node
import process from "node:process";
import { HELP, parseCliOptions, type CliOptions } from "./cli-options.ts";
import { createOpenRouterSimulator } from "./openrouter/create-openrouter-simulator.ts";
import { createSearchSimulator } from "./search/create-search-simulator.ts";

function fail(error: unknown, exitCode: number): never {
  console.error(`simulators: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCode);
}

async function serve({ port, searchPort, host, pace, json }: CliOptions): Promise<void> {
  const openRouter = await createOpenRouterSimulator({ port, host, pace });
  const search = await createSearchSimulator({ port: searchPort, host });
  const shutDown = () => {
    Promise.all([openRouter.close(), search.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", shutDown);
  process.once("SIGINT", shutDown);
  if (json) console.log(JSON.stringify({ openRouter: openRouter.url, search: search.origin }));
  else console.log(`simulators: OpenRouter on ${openRouter.url}, searches on ${search.origin}`);
}

try {
  const options = parseCliOptions(process.argv.slice(2), process.env);
  if (options) serve(options).catch((error: unknown) => fail(error, 1));
  else process.stdout.write(HELP);
} catch (error) {
  fail(error, 2);
}
