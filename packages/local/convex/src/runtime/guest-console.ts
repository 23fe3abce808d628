import { currentContext } from "./current-context.ts";
import { formatLogLine } from "./format-log-line.ts";

export type LogSink = (functionPath: string, line: string) => void;

const MAX_LINES_PER_FUNCTION = 256;

/** The `console` of a realm: lines go to the caller's logs and to the operator's log. */
export function createGuestConsole(sink: LogSink): Record<string, (...values: unknown[]) => void> {
  const write = (level: string, values: readonly unknown[]): void => {
    const line = formatLogLine(level, values);
    const context = currentContext.getStore();
    if (context && context.logLines.length < MAX_LINES_PER_FUNCTION) context.logLines.push(line);
    sink(context?.path ?? "module", line);
  };
  const startedMs = new Map<string, number>();
  return {
    log: (...values) => write("LOG", values),
    info: (...values) => write("INFO", values),
    warn: (...values) => write("WARN", values),
    error: (...values) => write("ERROR", values),
    debug: (...values) => write("DEBUG", values),
    trace: (...values) => write("LOG", values),
    table: (...values) => write("LOG", values),
    time: (label = "default") => void startedMs.set(String(label), performance.now()),
    timeEnd: (label = "default") => {
      const started = startedMs.get(String(label));
      if (started === undefined) return;
      startedMs.delete(String(label));
      write("INFO", [`${String(label)}: ${(performance.now() - started).toFixed(1)}ms`]);
    },
  };
}
