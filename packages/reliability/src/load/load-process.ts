import { fork } from "node:child_process";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

export interface LoadProcess {
  run(plan: LoadPlan): Promise<LoadResult>;
  close(): void;
}

export function startLoadProcess(): LoadProcess {
  const child = fork(new URL("load-generator.ts", import.meta.url));
  return {
    run: (plan) =>
      new Promise((settle, fail) => {
        const ended = (code: number | null): void => fail(new Error(`the load generator ended (exit code ${code})`));
        child.once("exit", ended);
        child.once("message", (result: LoadResult) => {
          child.off("exit", ended);
          settle(result);
        });
        child.send(plan);
      }),
    close: () => child.disconnect(),
  };
}
