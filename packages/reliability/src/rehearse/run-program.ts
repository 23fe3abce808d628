import { execFile } from "node:child_process";
import { REPO_ROOT } from "@sendcat/local-stack";
import type { Environment } from "./operator-environment.ts";

const WITHIN_MS = 60_000;
const MOST_BYTES = 4 * 1024 * 1024;

export interface ProgramEnd {
  /** Null when it was ended from outside: it took too long or said too much. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a Node program of this checkout, with these variables and no others but the path, bounded in time and output. */
export function runProgram(args: readonly string[], env: Environment, timeout = WITHIN_MS): Promise<ProgramEnd> {
  const { PATH, HOME } = process.env;
  const options = { cwd: REPO_ROOT, env: { PATH, HOME, ...env }, timeout, maxBuffer: MOST_BYTES };
  return new Promise((settle) => {
    execFile(process.execPath, [...args], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      settle({ code, out, err });
    });
  });
}
