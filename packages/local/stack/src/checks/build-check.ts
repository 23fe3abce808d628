import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "../parts/build-web.ts";
import { createStackProcesses } from "../stack/stack-processes.ts";
import type { Check } from "./check.ts";
import { ONE_FAILED, ONE_PASSED } from "./tally.ts";

/** The production build of the web app. */
export function buildCheck(): Check {
  return {
    name: "production build",
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "sendcat-build-"));
      const lines: string[] = [];
      const processes = createStackProcesses(folder, ({ text }) => lines.push(text));
      try {
        await buildWeb({ processes, baseEnv: process.env, say: (text) => console.log(text) });
        return { tally: ONE_PASSED, output: "" };
      } catch (error) {
        return { tally: ONE_FAILED, output: [...lines, String(error)].join("\n") };
      } finally {
        await processes.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
