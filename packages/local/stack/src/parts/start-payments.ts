import { stripeWebhookSecret } from "../secrets/derived-secrets.ts";
import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

/** Which service sells the plans, known before it starts: the gateway's settings. `origin`: the simulator; null where real money moves. */
export function paymentsPart(
  { settings }: PartContext,
  signingKey: string,
): { readonly environment: Readonly<Record<string, string>>; readonly origin: string | null } {
  const { payments } = settings;
  if (payments.kind === "real") return { environment: payments.environment, origin: null };
  const origin = `http://127.0.0.1:${settings.ports.payments}`;
  const secret = stripeWebhookSecret(signingKey);
  return {
    environment: { STRIPE_SECRET_KEY: "sk_test_simulator", STRIPE_API_URL: origin, STRIPE_WEBHOOK_SECRET: secret },
    origin,
  };
}

/** `webUrl`: where the simulator sends its webhooks. */
export async function startPayments(
  context: PartContext,
  { webUrl, signingKey }: { readonly webUrl: string; readonly signingKey: string },
): Promise<void> {
  const { origin, environment } = paymentsPart(context, signingKey);
  if (origin === null) return;
  await startSimulator(context, {
    name: "payments",
    port: context.settings.ports.payments,
    readyUrl: `${origin}/admin/subscriptions`,
    standsFor: "Stripe",
    env: {
      SENDCAT_SIM_WEBHOOK_URL: `${webUrl}/api/webhooks/stripe`,
      SENDCAT_SIM_WEBHOOK_SECRET: environment["STRIPE_WEBHOOK_SECRET"],
    },
  });
}
