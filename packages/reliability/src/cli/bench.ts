import { join } from "node:path";
import { command } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";

/** Each is a command of its own. */
const BENCHMARKS = {
  stream: ["packages/reliability/src/cli/bench-stream.ts", "what the stream plane costs, beside a pass-through"],
  tools: ["packages/reliability/src/cli/tools.ts", "what a search adds to an answer"],
  milestone: ["packages/reliability/src/cli/milestone.ts", "500, 5,000, 20,000 streams open at once"],
  admission: ["packages/redis/src/testing/bench/admission-bench.ts", "what it costs to admit a turn"],
  core: ["packages/local/convex/src/testing/bench/main.ts", "what the embedded Convex deployment does a second"],
  retention: [
    "packages/convex-client/src/testing/bench/retention-bench.ts",
    "the nightly sweep over a million messages, killed twenty times",
  ],
  history: [
    "packages/convex-client/src/testing/bench/history-bench.ts",
    "what a turn costs the core in a conversation of 10, 1,000 and 100,000 messages",
  ],
  turn: ["packages/reliability/src/cli/bench-turn.ts", "what a turn costs, and what counting adds to it"],
  counting: ["packages/redis/src/testing/bench/counting-bench.ts", "the CPU that counting adds to admission alone"],
} as const;

const bench = command("pnpm bench", "Each benchmark has a --help of its own.");
for (const [name, [file, does]] of Object.entries(BENCHMARKS))
  bench.command(name, does, { executableFile: join(REPO_ROOT, file) });
bench.parse();
