import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

export interface FireworksPart {
  /** What hosts and Convex are told; nothing where the policy has no route of it and there is no key. */
  readonly environment: Readonly<Record<string, string>>;
  /** The simulator's base URL; null when none is started. */
  readonly origin: string | null;
}

export function fireworksPart({ settings }: PartContext): FireworksPart {
  const { fireworks, ports } = settings;
  if (fireworks.kind === "none") return { environment: {}, origin: null };
  if (fireworks.kind === "real") return { environment: fireworks.environment, origin: null };
  const origin = `http://127.0.0.1:${ports.fireworks}/inference/v1`;
  return { environment: { FIREWORKS_API_KEY: "fw_simulator", FIREWORKS_BASE_URL: origin }, origin };
}

export async function startFireworks(context: PartContext): Promise<void> {
  const { origin } = fireworksPart(context);
  if (origin === null) return;
  const { fireworks: port } = context.settings.ports;
  await startSimulator(context, { name: "fireworks", port, readyUrl: `${origin}/models`, standsFor: "Fireworks" });
}
