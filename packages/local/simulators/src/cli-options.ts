import { command, Option, wholeNumber } from "@sendcat/command-line";
import { DEFAULT_PACE } from "./openrouter/pace.ts";

const port = <Flags extends string>(flags: Flags, of: string) =>
  wholeNumber(flags, `port of ${of}; 0 picks a free one`, { from: 0, to: 65_535 });

export const simulators = command(
  "node packages/local/simulators/src/cli.ts",
  "Stand-ins for the services Sendcat talks to.",
)
  .addOption(port("--openrouter-port <n>", "OpenRouter").default(3_250))
  .addOption(port("--fireworks-port <n>", "Fireworks").default(3_251))
  .addOption(port("--search-port <n>", "Serper and eBay").default(3_270))
  .addOption(port("--mail-port <n>", "Resend").default(3_280))
  .addOption(port("--payments-port <n>", "Stripe").default(3_290))
  .addOption(port("--sign-in-port <n>", "an OpenID provider").default(3_300))
  .addOption(
    new Option("--only <name>", "that one alone").choices([
      "openrouter",
      "fireworks",
      "search",
      "mail",
      "payments",
      "sign-in",
    ]),
  )
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .addOption(
    wholeNumber("--ttft-ms <n>", "time to the first token", {
      from: 0,
      to: 600_000,
      env: "SENDCAT_SIM_TTFT_MS",
    }).default(DEFAULT_PACE.ttftMs),
  )
  .addOption(
    wholeNumber("--tokens-per-second <n>", "pace of an answer, 0 for as fast as it is read", {
      from: 0,
      to: 1_000_000,
      env: "SENDCAT_SIM_TOKENS_PER_SECOND",
    }).default(DEFAULT_PACE.tokensPerSecond),
  )
  .option("--json", "print the start line as JSON")
  .addHelpText(
    "after",
    `
Faults on demand: [[sim:cut-midstream after=3]] in the last user message, the header x-sim-fault, "sim": {"fault": ...} in the body,
or POST /admin/faults. packages/local/simulators/AGENTS.md lists them.`,
  );

export type SimulatorName = NonNullable<ReturnType<typeof simulators.opts>["only"]>;

/** Where the events of Stripe go, and what they are signed with. */
export function webhookOf(
  env: Readonly<Record<string, string | undefined>>,
): { readonly url: string; readonly secret: string } | null {
  const [url, secret] = [env["SENDCAT_SIM_WEBHOOK_URL"], env["SENDCAT_SIM_WEBHOOK_SECRET"]];
  if (!url || !secret) return null;
  if (!URL.canParse(url)) simulators.error("SENDCAT_SIM_WEBHOOK_URL must be a URL");
  return { url, secret };
}
