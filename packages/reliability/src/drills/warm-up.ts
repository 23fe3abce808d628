import type { PlanName } from "@sendcat/shared-types";
import { startCallers } from "./run-callers.ts";

interface ColdHost {
  readonly origin: string;
  tokens(plan: PlanName, count: number): Promise<readonly string[]>;
}

/** The first request of a process loads its code, keys and scripts; no measurement should include that. */
export async function warmUp({ origin, tokens }: ColdHost): Promise<void> {
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
