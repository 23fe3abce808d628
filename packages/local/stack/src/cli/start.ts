import { runStack } from "./run-stack.ts";

const HELP = `Usage: pnpm start [--port-base N] [--data DIR] [--no-build] [--verbose]

Starts Sendcat on this machine on production builds; builds first when the sources have changed.
Each part gives way to the real one by environment; see .env.example.

  --port-base N   first port, default SENDCAT_PORT_BASE or 3000
  --data DIR      where data is kept, default SENDCAT_DATA_DIR or .sendcat
  --no-build      take the build that is there, whatever has changed since
  --verbose       show the parts' lines while they start
  -h, --help      this text`;

await runStack("production", HELP);
