import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { stripeWebhookSecret } from "../secrets/derived-secrets.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

/** Who sells the plans, before anything is started: what the gateway is told. `origin`: the simulator; null where real money moves. */
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

/** `webUrl`: where the simulator delivers its webhooks. */
export async function startPayments(
  context: PartContext,
  { webUrl, signingKey }: { readonly webUrl: string; readonly signingKey: string },
): Promise<void> {
  const { origin, environment } = paymentsPart(context, signingKey);
  if (origin === null) return;
  const { port } = new URL(origin);
  const part = context.processes.start(
    {
      name: "payments",
      args: [join(REPO_ROOT, "packages/simulators/src/cli.ts"), "--only", "payments", "--payments-port", port],
      cwd: REPO_ROOT,
      env: {
        ...context.baseEnv,
        SENDCAT_SIM_WEBHOOK_URL: `${webUrl}/api/webhooks/stripe`,
        SENDCAT_SIM_WEBHOOK_SECRET: environment["STRIPE_WEBHOOK_SECRET"],
      },
    },
    { tier: "back" },
  );
  await waitForAnswer(part, { url: `${origin}/admin/subscriptions`, withinMs: 30_000 });
  context.say("payments: the simulator of Stripe answers");
}
