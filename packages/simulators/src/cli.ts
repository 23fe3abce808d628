#!/usr/bin/env node
import process from "node:process";
import { HELP, parseCliOptions, type CliOptions } from "./cli-options.ts";
import { createOpenRouterSimulator } from "./openrouter/create-openrouter-simulator.ts";
import { createSearchSimulator } from "./search/create-search-simulator.ts";

function fail(error: unknown, exitCode: number): never {
  console.error(`simulators: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCode);
}

async function serve({ port, searchPort, host, only, pace, json }: CliOptions): Promise<void> {
  const openRouter = only === "search" ? null : await createOpenRouterSimulator({ port, host, pace });
  const search = only === "openrouter" ? null : await createSearchSimulator({ port: searchPort, host });
  const shutDown = () => {
    Promise.all([openRouter?.close(), search?.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", shutDown);
  process.once("SIGINT", shutDown);
  if (json) console.log(JSON.stringify({ openRouter: openRouter?.url, search: search?.origin }));
  else {
    const parts = [openRouter && `OpenRouter on ${openRouter.url}`, search && `searches on ${search.origin}`];
    console.log(`simulators: ${parts.filter(Boolean).join(", ")}`);
  }
}

try {
  const options = parseCliOptions(process.argv.slice(2), process.env);
  if (options) serve(options).catch((error: unknown) => fail(error, 1));
  else process.stdout.write(HELP);
} catch (error) {
  fail(error, 2);
}
