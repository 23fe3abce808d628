import { spawn } from "node:child_process";

/** Ends the children of a stack whose own process was killed before it could. */
export interface Watchdog {
  readonly pid: number;
  watch(groupId: number): void;
  forget(groupId: number): void;
  /** The stack has stopped normally: nothing is left to end. */
  dismiss(): void;
}

// A shell costs a millisecond and a megabyte. It reads until its stdin closes, which happens however our process ends.
const SCRIPT = `
groups=""
while IFS=" " read -r word group; do
  case "$word" in
    watch) groups="$groups $group" ;;
    forget) kept=""; for g in $groups; do [ "$g" = "$group" ] || kept="$kept $g"; done; groups="$kept" ;;
    dismiss) exit 0 ;;
  esac
done
for g in $groups; do kill -s TERM -- "-$g" 2>/dev/null; done
sleep 2
for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
`;

export function startWatchdog(): Watchdog {
  // It outlives our process when that is killed, so it gets no secrets.
  const env = { PATH: process.env["PATH"] };
  const shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"], env });
  const { stdin } = shell;
  // A write after the shell was killed must not crash the stack: the next start cleans up instead.
  stdin.on("error", () => undefined);
  shell.unref();
  return {
    pid: shell.pid ?? 0,
    watch: (groupId) => void stdin.write(`watch ${groupId}\n`),
    forget: (groupId) => void stdin.write(`forget ${groupId}\n`),
    dismiss: () => void stdin.end("dismiss\n"),
  };
}
