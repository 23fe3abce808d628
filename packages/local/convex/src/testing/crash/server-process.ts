import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { TEST_ADMIN_KEY } from "../fixture-app.ts";

const ENTRY = join(import.meta.dirname, "../../cli.ts");

/** A deployment in its own process, which a test can kill. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #listening: Promise<string>;
  #output = "";

  /** With `maxFileKb` writes beyond that file size fail, as on a full disk. */
  constructor(options: { dataDirectory: string; port: number; maxFileKb?: number }) {
    const { dataDirectory, port, maxFileKb } = options;
    const flags = ["--quiet", "--port", String(port), "--site-port", String(port && port + 1), "--data", dataDirectory];
    const env = {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      CONVEX_LOCAL_ADMIN_KEY: TEST_ADMIN_KEY,
    };
    this.#child = maxFileKb
      ? spawn(
          "bash",
          ["-c", `trap "" XFSZ; ulimit -f ${maxFileKb}; exec "$@"`, "bash", process.execPath, ENTRY, ...flags],
          { env },
        )
      : spawn(process.execPath, [ENTRY, ...flags], { env });
    this.#listening = new Promise((resolve, reject) => {
      const read = (chunk: unknown): void => {
        this.#output += String(chunk);
        const url = /listening on (http:\S+) \(site/.exec(this.#output)?.[1];
        if (url) resolve(url);
      };
      this.#child.stdout?.on("data", read);
      this.#child.stderr?.on("data", read);
      this.#child.once("exit", (code) => reject(new Error(`the deployment ended with ${code}: ${this.#output}`)));
    });
    // A server killed during its start never listens, and no test may be waiting for it.
    this.#listening.catch(() => undefined);
  }

  /** Resolves to its URL when it serves. @throws Error with its output when it exits before */
  listening(): Promise<string> {
    return this.#listening;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}
