import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

export interface SimulatorPart {
  /** As `--only` and `--NAME-port` of the simulators' command have it. */
  readonly name: "openrouter" | "fireworks" | "search" | "mail" | "payments" | "sign-in";
  readonly port: number;
  /** A URL that answers 200 once it is up. */
  readonly readyUrl: string;
  /** The service it simulates, for the progress line. */
  readonly standsFor: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts one simulator in its own process, and returns when it answers. */
export async function startSimulator(
  context: PartContext,
  { name, port, readyUrl, standsFor, env }: SimulatorPart,
): Promise<void> {
  const cli = join(REPO_ROOT, "packages/local/simulators/src/cli.ts");
  const args = [cli, "--only", name, `--${name}-port`, String(port)];
  const part = context.processes.start(
    { name, args, cwd: REPO_ROOT, env: { ...context.baseEnv, ...env } },
    { tier: "back" },
  );
  await waitForAnswer(part, { url: readyUrl, withinMs: 30_000 });
  context.say(`${name}: the simulator of ${standsFor} answers`);
}
