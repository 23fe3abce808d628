import { runStack, stackCommand } from "./run-stack.ts";

const does = `Starts Sendcat on this machine on production builds; builds first when the sources have changed.
Each part gives way to the real one by environment; see .env.example.`;

const start = stackCommand("pnpm start", does).option(
  "--no-build",
  "use the existing build, even if the sources have changed since",
);

await runStack("production", start.parse().opts());
