import { parseArgs } from "node:util";
import { DEFAULT_PACE, type Pace } from "./openrouter/pace.ts";

export const HELP = `simulators: stand-ins for the services Sendcat talks to

Usage: node packages/local/simulators/src/cli.ts [options]

  --openrouter-port N      port of OpenRouter (default 3250, 0 picks a free one)
  --fireworks-port N       port of Fireworks (default 3251, 0 picks a free one)
  --search-port N          port of Serper and eBay (default 3270, 0 picks a free one)
  --mail-port N            port of Resend (default 3280, 0 picks a free one)
  --payments-port N        port of Stripe (default 3290, 0 picks a free one)
  --sign-in-port N         port of an OpenID provider (default 3300, 0 picks a free one)
  --only NAME              openrouter, fireworks, search, mail, payments or sign-in: that one alone
  --host ADDRESS           address to listen on (default 127.0.0.1)
  --ttft-ms N              time to the first token (default ${DEFAULT_PACE.ttftMs}; SENDCAT_SIM_TTFT_MS)
  --tokens-per-second N    pace of an answer, 0 for as fast as it is read
                           (default ${DEFAULT_PACE.tokensPerSecond}; SENDCAT_SIM_TOKENS_PER_SECOND)
  --json                   print the start line as JSON
  --help                   print this

Faults on demand: [[sim:cut-midstream after=3]] in the last user message, the header x-sim-fault, "sim": {"fault": ...} in the body,
or POST /admin/faults. packages/local/simulators/AGENTS.md lists them.
`;

const SIMULATOR_NAMES = ["openrouter", "fireworks", "search", "mail", "payments", "sign-in"] as const;
export type SimulatorName = (typeof SIMULATOR_NAMES)[number];

export interface CliOptions {
  readonly port: number;
  readonly fireworksPort: number;
  readonly searchPort: number;
  readonly mailPort: number;
  readonly paymentsPort: number;
  readonly signInPort: number;
  /** Where the events of Stripe go, and what they are signed with. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly only: SimulatorName | null;
  readonly host: string;
  readonly pace: Pace;
  readonly json: boolean;
}

/** Throws with a sentence for the person when an option is unknown or not valid. Null means: print the help. */
export function parseCliOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CliOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "openrouter-port": { type: "string", default: "3250" },
      "fireworks-port": { type: "string", default: "3251" },
      "search-port": { type: "string", default: "3270" },
      "mail-port": { type: "string", default: "3280" },
      "payments-port": { type: "string", default: "3290" },
      "sign-in-port": { type: "string", default: "3300" },
      only: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      "ttft-ms": { type: "string", default: env["SENDCAT_SIM_TTFT_MS"] || String(DEFAULT_PACE.ttftMs) },
      "tokens-per-second": {
        type: "string",
        default: env["SENDCAT_SIM_TOKENS_PER_SECOND"] || String(DEFAULT_PACE.tokensPerSecond),
      },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  return {
    port: whole("--openrouter-port", values["openrouter-port"], 65_535),
    fireworksPort: whole("--fireworks-port", values["fireworks-port"], 65_535),
    searchPort: whole("--search-port", values["search-port"], 65_535),
    mailPort: whole("--mail-port", values["mail-port"], 65_535),
    paymentsPort: whole("--payments-port", values["payments-port"], 65_535),
    signInPort: whole("--sign-in-port", values["sign-in-port"], 65_535),
    webhook: webhookOf(env),
    only: onlyOf(values.only),
    host: values.host,
    pace: {
      ttftMs: whole("--ttft-ms", values["ttft-ms"], 600_000),
      tokensPerSecond: whole("--tokens-per-second", values["tokens-per-second"], 1_000_000),
    },
    json: values.json,
  };
}

function webhookOf(env: Readonly<Record<string, string | undefined>>): CliOptions["webhook"] {
  const [url, secret] = [env["SENDCAT_SIM_WEBHOOK_URL"], env["SENDCAT_SIM_WEBHOOK_SECRET"]];
  if (!url || !secret) return null;
  if (!URL.canParse(url)) throw new Error("SENDCAT_SIM_WEBHOOK_URL must be a URL");
  return { url, secret };
}

function onlyOf(text: string | undefined): CliOptions["only"] {
  if (text === undefined) return null;
  const name = SIMULATOR_NAMES.find((known) => known === text);
  if (!name) throw new Error(`--only must be one of ${SIMULATOR_NAMES.join(", ")}`);
  return name;
}

function whole(option: string, text: string, largest: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > largest) throw new Error(`${option} must be a whole number, 0 to ${largest}`);
  return value;
}
