import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

/** Which service sends emails, known before it starts. `origin` is the simulator's inbox; null where real emails are sent. */
export function mailPart({ settings }: PartContext): {
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: string | null;
} {
  const { mail } = settings;
  if (mail.kind === "real") return { environment: mail.environment, origin: null };
  const origin = `http://127.0.0.1:${settings.ports.mail}`;
  return { environment: { RESEND_API_KEY: "re_simulator", RESEND_BASE_URL: origin }, origin };
}

export async function startMail(context: PartContext): Promise<void> {
  const { origin } = mailPart(context);
  if (origin === null) return;
  const { mail: port } = context.settings.ports;
  await startSimulator(context, { name: "mail", port, readyUrl: `${origin}/admin/letters`, standsFor: "Resend" });
}
