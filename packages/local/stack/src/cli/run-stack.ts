import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createTerminalLog, type LogSink } from "../log/stack-log.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { StackMode } from "../settings/stack-settings.ts";
import type { Stack } from "../stack/stack.ts";
import { StackError } from "../stack/stack-error.ts";
import { startStack } from "../stack/start-stack.ts";
import { onParentGone } from "./on-parent-gone.ts";

const OPTIONS = {
  "port-base": { type: "string" },
  data: { type: "string" },
  "no-build": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What is shown when a start fails: the lines before the failure, or there would be nothing to go by. */
const KEPT_LINES = 60;

/** The body of `pnpm dev` and `pnpm start`: runs until it is told to stop or a part ends. Sets the exit code. */
export async function runStack(mode: StackMode, help: string): Promise<void> {
  let values;
  try {
    ({ values } = parseArgs({ options: OPTIONS }));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exit(2);
  }
  if (values.help) return console.log(help);
  const dotenv = join(REPO_ROOT, ".env");
  if (existsSync(dotenv)) process.loadEnvFile(dotenv);

  const terminal = createTerminalLog(process.stdout);
  // Until the address is announced only the progress is shown, so that there is one address to read.
  let open = values.verbose;
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
    const portBase = values["port-base"] === undefined ? undefined : Number(values["port-base"]);
    const build = !values["no-build"];
    const stack = await startStack({ mode, portBase, dataDir: values.data, build, onLine, signal: giveUp.signal });
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

/** The first signal asks; a second one does not wait. */
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
