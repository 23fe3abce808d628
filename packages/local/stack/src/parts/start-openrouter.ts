import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

export interface OpenRouterPart {
  readonly apiKey: string;
  readonly baseUrl: string;
}

/** The model provider's address, known before it starts: other parts can be told while it comes up. */
export function openRouterAddress({ settings }: PartContext): OpenRouterPart {
  if (settings.openRouter.kind === "real") return settings.openRouter;
  return { apiKey: "sk-or-v1-simulator", baseUrl: `http://127.0.0.1:${settings.ports.openRouter}/api/v1` };
}

export async function startOpenRouter(context: PartContext): Promise<void> {
  const { openRouter, ports } = context.settings;
  if (openRouter.kind === "real") return;
  const readyUrl = `${openRouterAddress(context).baseUrl}/models`;
  await startSimulator(context, { name: "openrouter", port: ports.openRouter, readyUrl, standsFor: "OpenRouter" });
}
