import { fork } from "node:child_process";
import type { CallerMessage, CallerPlan, Outcome, Second } from "./outcome.ts";

/** Makes the load in a process of its own; `onSecond` is told while it runs. */
export function runCallers(plan: CallerPlan, onSecond: (second: Second) => void): Promise<readonly Outcome[]> {
  const child = fork(new URL("caller-process.ts", import.meta.url), { serialization: "advanced" });
  return new Promise((settle, fail) => {
    child.once("exit", (code) => fail(new Error(`the callers ended early (exit code ${code})`)));
    child.on("message", (message: CallerMessage) => {
      if (message.kind === "second") return onSecond(message.second);
      child.removeAllListeners("exit");
      child.disconnect();
      settle(message.outcomes);
    });
    child.send(plan);
  });
}
