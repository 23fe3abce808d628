import { type ChildProcess, fork } from "node:child_process";
import type { IsolateCommand, IsolateReport, IsolateSettings, QueryAnswer } from "./isolate-message.ts";

const ENTRY = new URL("./isolate-main.ts", import.meta.url);
const YOUNG_HEAP_MB = 16;

export interface IsolateExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One isolate as the parent process sees it. */
export class IsolateProcess {
  readonly #child: ChildProcess;
  #ready = false;

  constructor(
    settings: IsolateSettings,
    events: {
      onReady: () => void;
      onAnswer: (callId: number, answer: QueryAnswer) => void;
      onLog: (line: string) => void;
      onExit: (exit: IsolateExit) => void;
    },
  ) {
    this.#child = fork(ENTRY, [JSON.stringify(settings)], {
      serialization: "advanced",
      execArgv: [
        "--experimental-vm-modules",
        "--no-warnings",
        `--max-old-space-size=${settings.memoryLimitMb}`,
        `--max-semi-space-size=${YOUNG_HEAP_MB}`,
      ],
      // Discard what V8 prints when its heap is full: the exit code says the same.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("message", (report: IsolateReport) => {
      if (report.type === "ready") {
        this.#ready = true;
        events.onReady();
      } else if (report.type === "answer") {
        events.onAnswer(report.callId, report.answer);
      } else {
        events.onLog(report.line);
      }
    });
    // A command that cannot be sent is lost with the process; `exit` reports it.
    this.#child.on("error", () => undefined);
    this.#child.once("exit", (code, signal) => events.onExit({ code, signal }));
  }

  /** Whether it has loaded its program; earlier commands wait. */
  get isReady(): boolean {
    return this.#ready;
  }

  send(command: IsolateCommand): void {
    if (command.type === "reload-program") this.#ready = false;
    if (this.#child.connected) this.#child.send(command, () => undefined);
  }

  end(): void {
    this.#child.removeAllListeners("exit");
    this.#child.kill("SIGKILL");
  }
}
