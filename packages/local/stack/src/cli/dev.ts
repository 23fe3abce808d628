import { runStack } from "./run-stack.ts";

const HELP = `Usage: pnpm dev [--port-base N] [--data DIR] [--verbose]

Starts Sendcat on this machine for development: simulators, Redis, Convex with hot reload of convex/, and the web app.
Each part gives way to the real one by environment; see .env.example.

  --port-base N   first port, default SENDCAT_PORT_BASE or 3000
  --data DIR      where data is kept, default SENDCAT_DATA_DIR or .sendcat
  --verbose       show the parts' lines while they start
  -h, --help      this text`;

await runStack("dev", HELP);
