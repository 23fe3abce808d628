import { join } from "node:path";
import { command } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";

/** Each benchmark is a command of its own. */
const BENCHMARKS = {
  stream: ["packages/reliability/src/cli/bench-stream.ts", "cost of streaming, compared with a pass-through"],
  tools: ["packages/reliability/src/cli/tools.ts", "time that a search adds to an answer"],
  milestone: ["packages/reliability/src/cli/milestone.ts", "500, 5,000 or 20,000 streams open at once"],
  admission: ["packages/redis/src/testing/bench/admission-bench.ts", "cost of admitting a turn"],
  core: ["packages/local/convex/src/testing/bench/main.ts", "throughput of the embedded Convex deployment"],
  retention: [
    "packages/convex-client/src/testing/bench/retention-bench.ts",
    "the nightly sweep over a million messages, killed twenty times",
  ],
  history: [
    "packages/convex-client/src/testing/bench/history-bench.ts",
    "cost of a turn for the core in a conversation of 10, 1,000 and 100,000 messages",
  ],
  turn: ["packages/reliability/src/cli/bench-turn.ts", "cost of a turn, and what counting metrics adds"],
  counting: ["packages/redis/src/testing/bench/counting-bench.ts", "CPU that counting metrics adds to admission"],
} as const;

const bench = command("pnpm bench", "Each benchmark has a --help of its own.");
for (const [name, [file, does]] of Object.entries(BENCHMARKS))
  bench.command(name, does, { executableFile: join(REPO_ROOT, file) });
bench.parse();
