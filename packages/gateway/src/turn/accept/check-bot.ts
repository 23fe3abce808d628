import type { BotCheckedRoute, Refusal } from "@sendcat/shared-types";
import type { RouteScope } from "../../request-scope.ts";

const PROVE_YOURSELF: Refusal = { code: "proof_required", scope: "bot.botid" };

/**
 * Null for who is no bot by the host's own check, where there is one, and for who proves it with work: an app has no page in which the check
 * could run, and anybody can say to be an app.
 */
export async function checkBot({ host }: RouteScope<BotCheckedRoute>, hasProof: boolean): Promise<Refusal | null> {
  if (hasProof || !host.isBot) return null;
  return (await host.isBot().catch(() => false)) ? PROVE_YOURSELF : null;
}
