import { TOOL_NAMES } from "@sendcat/shared-types";
import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

export interface SearchPart {
  /** Convex's settings: which search services to call, and their keys. */
  readonly environment: Readonly<Record<string, string>>;
  /** The tools that these services allow. */
  readonly tools: readonly string[];
  /** Address of the simulator; null when none is started. */
  readonly origin: string | null;
}

/** Which services answer searches, known before they start. */
export function searchPart({ settings }: PartContext): SearchPart {
  const { search } = settings;
  if (search.kind === "real") return { environment: search.environment, tools: search.tools, origin: null };
  const origin = `http://127.0.0.1:${settings.ports.search}`;
  return {
    origin,
    tools: TOOL_NAMES,
    environment: {
      SERPER_API_KEY: "simulator",
      SERPER_BASE_URL: `${origin}/serper`,
      EBAY_CLIENT_ID: "simulator",
      EBAY_CLIENT_SECRET: "simulator",
      EBAY_BASE_URL: `${origin}/ebay`,
      SENDCAT_IMAGE_ORIGINS: origin,
    },
  };
}

export async function startSearch(context: PartContext): Promise<void> {
  const { origin } = searchPart(context);
  if (origin === null) return;
  const { search: port } = context.settings.ports;
  await startSimulator(context, {
    name: "search",
    port,
    readyUrl: `${origin}/admin/requests`,
    standsFor: "Serper and eBay",
  });
}
