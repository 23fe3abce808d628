import type { DrillStack } from "./drill-stack.ts";
import { startCallers } from "./run-callers.ts";

/** The first request of a process loads its code, its keys and its scripts: nobody's time to first token. */
export async function warmUp({ origin, tokens }: Pick<DrillStack, "origin" | "tokens">): Promise<void> {
  const warmers = await startCallers({
    groups: [
      {
        name: "warm-up",
        callers: 4,
        tokens: await tokens("pro", 4),
        url: `${origin}/api/chat`,
        sends: { kind: "turn", prompt: "[[sim:bench tokens=5 ttft-ms=0]]" },
      },
    ],
    seconds: 2,
    rampMs: 0,
    timeoutMs: 120_000,
  });
  await warmers.outcomes;
}
