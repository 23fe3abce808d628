import type { Target } from "./target.ts";

/** One thing that an attacker tries. It fails when it works. */
export interface Attempt {
  readonly title: string;
  /** Uses users and client addresses of its own, so that the order of the attempts does not matter. */
  run(target: Target): Promise<void>;
}
