import type { BotCheckedRoute, Refusal } from "@sendcat/shared-types";
import type { RouteScope } from "../../request-scope.ts";

const PROVE_YOURSELF: Refusal = { code: "proof_required", scope: "bot.botid" };

/**
 * Null unless the host's bot check takes the client for a bot. Proof of work passes instead of the check: an app has no page for the check to run
 * in, and any client can claim to be an app.
 */
export async function checkBot({ host }: RouteScope<BotCheckedRoute>, hasProof: boolean): Promise<Refusal | null> {
  if (hasProof || !host.isBot) return null;
  return (await host.isBot().catch(() => false)) ? PROVE_YOURSELF : null;
}
