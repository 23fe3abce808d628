import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

/** Whom letters are handed to, before anything is started. `origin` is the inbox to read them in; null where real ones are sent. */
export function mailPart({ settings }: PartContext): {
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: string | null;
} {
  const { mail } = settings;
  if (mail.kind === "real") return { environment: mail.environment, origin: null };
  const origin = `http://127.0.0.1:${settings.ports.mail}`;
  return { environment: { RESEND_API_KEY: "simulator", RESEND_BASE_URL: origin }, origin };
}

export async function startMail(context: PartContext): Promise<void> {
  const { origin } = mailPart(context);
  if (origin === null) return;
  const { port } = new URL(origin);
  const part = context.processes.start(
    {
      name: "mail",
      args: [join(REPO_ROOT, "packages/simulators/src/cli.ts"), "--only", "mail", "--mail-port", port],
      cwd: REPO_ROOT,
      env: { ...context.baseEnv },
    },
    { tier: "back" },
  );
  await waitForAnswer(part, { url: `${origin}/admin/letters`, withinMs: 30_000 });
  context.say("mail: the simulator of Resend answers");
}
