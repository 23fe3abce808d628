import type { AdmissionPolicy } from "@sendcat/shared-types";

/** The bulkheads as scripts take them: `openrouter_chat=24;provider:google=10`. */
export function bulkheadCounts({ bulkheads }: AdmissionPolicy): string {
  return Object.entries(bulkheads)
    .map(([name, limit]) => `${name}=${limit}`)
    .join(";");
}
