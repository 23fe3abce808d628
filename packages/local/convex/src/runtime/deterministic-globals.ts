import { currentContext } from "./current-context.ts";

const FORBIDDEN = ["fetch", "setTimeout", "setInterval", "setImmediate"] as const;

/** Globals of queries and mutations in place of network access, timers and true randomness. */
export function deterministicGlobals(): Record<string, unknown> {
  const globals: Record<string, unknown> = {
    // Truly random: tokens are made with it, and this deployment never replays a function.
    crypto: globalThis.crypto,
    performance: { now: nowMs, timeOrigin: 0 },
    clearTimeout: () => undefined,
    clearInterval: () => undefined,
  };
  for (const name of FORBIDDEN) {
    globals[name] = () => {
      throw new Error(
        `Can't use ${name}() in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
      );
    };
  }
  return globals;
}

/** The frozen time of the running function, or the real time while modules load. */
export function nowMs(): number {
  return currentContext.getStore()?.frozenTimeMs ?? Date.now();
}

export function random(): number {
  return (currentContext.getStore()?.random ?? Math.random)();
}
