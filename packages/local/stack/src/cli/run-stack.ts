import { existsSync } from "node:fs";
import { join } from "node:path";
import { command, Option, wholeNumber } from "@sendcat/command-line";
import { createTerminalLog, type LogSink } from "../log/stack-log.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { PORT_BASE_LIMITS } from "../settings/stack-ports.ts";
import { FRONTS, type Front, type StackMode } from "../settings/stack-settings.ts";
import type { Stack } from "../stack/stack.ts";
import { StackError } from "../stack/stack-error.ts";
import { startStack } from "../stack/start-stack.ts";
import { onParentGone } from "./on-parent-gone.ts";

/** What `pnpm dev` and `pnpm start` take. */
export function stackCommand(name: string, does: string) {
  return command(name, does)
    .addOption(wholeNumber("--port-base <n>", "first port, default SENDCAT_PORT_BASE or 3000", PORT_BASE_LIMITS))
    .addOption(new Option("--front <kind>", "what stands before the web app").choices(FRONTS).default("none" as const))
    .option("--data <dir>", "where data is kept, default SENDCAT_DATA_DIR or .sendcat")
    .option("--verbose", "show the parts' lines while they start");
}

interface StackOptions {
  readonly portBase?: number;
  readonly data?: string;
  readonly front: Front;
  readonly build?: boolean;
  readonly verbose?: boolean;
}

/** Number of log lines shown when a start fails. */
const KEPT_LINES = 60;

/** The body of `pnpm dev` and `pnpm start`: runs until it is told to stop or a part ends. Sets the exit code. */
export async function runStack(mode: StackMode, options: StackOptions): Promise<void> {
  const dotenv = join(REPO_ROOT, ".env");
  if (existsSync(dotenv)) process.loadEnvFile(dotenv);

  const terminal = createTerminalLog(process.stdout);
  // Until the address is announced only the progress is shown, so that there is one address to read.
  let open = options.verbose === true;
  const kept: Parameters<LogSink>[0][] = [];
  const onLine: LogSink = (line) => {
    if (open || line.part === "stack") return terminal(line);
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
  };

  const stopAsked = Promise.withResolvers<string>();
  const giveUp = new AbortController();
  onStopSignal((reason) => {
    terminal({ part: "stack", text: `${reason}: stopping ...` });
    stopAsked.resolve(reason);
    giveUp.abort();
  });
  try {
    const { portBase, data: dataDir, front, build = true } = options;
    const stack = await startStack({ mode, portBase, dataDir, front, build, onLine, signal: giveUp.signal });
    announce(stack, terminal);
    open = true;
    const failure = await Promise.race([stopAsked.promise.then(() => null), stack.failed]);
    if (failure) terminal({ part: "stack", text: `${failure.message} Stopping the others.` });
    await stack.stop();
    terminal({ part: "stack", text: "stopped" });
    process.exit(failure ? 1 : 0);
  } catch (error) {
    if (giveUp.signal.aborted) process.exit(130);
    for (const line of kept) terminal(line);
    terminal({ part: "stack", text: error instanceof StackError ? error.message : describe(error) });
    process.exit(1);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first signal stops the stack in order; a second one kills it at once. */
function onStopSignal(ask: (reason: string) => void): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      ask(signal);
    });
  }
  onParentGone(() => ask("the command that started Sendcat is gone"));
}

function announce(stack: Stack, terminal: LogSink): void {
  const simulated = stack.openRouterKind === "simulator";
  const lines = [
    `Sendcat is ready: ${stack.urls.web}`,
    `  answers: ${simulated ? "the OpenRouter simulator (set OPENROUTER_API_KEY for real ones)" : "OpenRouter"}`,
    `  redis:   ${stack.redisBackend}`,
    `  convex:  ${stack.convexAdminKey ? "embedded" : "the deployment of CONVEX_URL"}`,
    `  mail:    ${stack.urls.mail ?? "Resend"}${stack.urls.mail ? " (codes to sign in with arrive here)" : ""}`,
    `  plans:   ${stack.urls.payments ? "sold by the Stripe simulator, no money moves" : "sold by Stripe"}`,
    `  data:    ${stack.dataDir}`,
    "  Ctrl-C stops everything.",
  ];
  for (const text of lines) terminal({ part: "stack", text });
}
