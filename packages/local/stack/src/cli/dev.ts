import { runStack, stackCommand } from "./run-stack.ts";

const does = `Starts Sendcat on this machine for development: simulators, Redis, Convex with hot reload of convex/, and the web app.
Each part gives way to the real one by environment; see .env.example.`;

await runStack("dev", stackCommand("pnpm dev", does).parse().opts());
