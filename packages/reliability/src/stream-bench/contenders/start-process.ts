import { StackError, type PartCommand, type StackProcesses } from "@sendcat/local-stack";

const START_WITHIN_MS = 60_000;

/** Starts a server of the benchmark and returns its process group once `url` answers with `status`. */
export async function startServer(
  processes: StackProcesses,
  command: PartCommand,
  ready: { readonly url: string; readonly status: number },
): Promise<number> {
  const part = processes.start(command, { tier: "front" });
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && part.exit() === null) {
    const status = await fetch(ready.url)
      .then((answer) => answer.status)
      .catch(() => 0);
    if (status === ready.status) return part.pid;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new StackError(`${command.name} did not start:\n${processes.tail(command.name).join("\n")}`);
}
