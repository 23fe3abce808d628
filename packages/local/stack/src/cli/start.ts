import { runStack, stackCommand } from "./run-stack.ts";

const does = `Starts Sendcat on this machine on production builds; builds first when the sources have changed.
Each part gives way to the real one by environment; see .env.example.`;

const start = stackCommand("pnpm start", does).option(
  "--no-build",
  "take the build that is there, whatever has changed since",
);

await runStack("production", start.parse().opts());
