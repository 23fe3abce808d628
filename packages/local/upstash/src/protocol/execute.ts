import type { Backend, Command, Outcome, Reply } from "../backend/backend.ts";
import { refusalOf } from "./refused-commands.ts";
import type { ScriptStore } from "./script-store.ts";

/** Runs commands as Upstash does: scripts by their original hash, and no command that would affect the shared connection. */
export interface Executor {
  pipeline(commands: readonly Command[]): Promise<readonly Outcome[]>;
  transaction(commands: readonly Command[]): Promise<Outcome>;
}

type Prepared =
  | { readonly kind: "run"; readonly command: Command }
  | { readonly kind: "answered"; readonly outcome: Outcome };

export function createExecutor(backend: Backend, scripts: ScriptStore): Executor {
  return {
    async pipeline(commands) {
      const prepared = commands.map((command) => prepare(command, scripts));
      const runs = prepared.flatMap((item) => (item.kind === "run" ? [item.command] : []));
      const outcomes = (runs.length === 0 ? [] : await backend.run(runs)).values();
      return prepared.map((item) => (item.kind === "answered" ? item.outcome : (outcomes.next().value ?? LOST)));
    },
    async transaction(commands) {
      const runs: Command[] = [];
      for (const command of commands) {
        const item = prepare(command, scripts);
        if (item.kind === "run") runs.push(item.command);
        else if (!item.outcome.ok) return refused(`EXECABORT Transaction discarded because of: ${item.outcome.error}`);
        else return refused("EXECABORT Transaction discarded because of: ERR SCRIPT cannot be used in a transaction");
      }
      return backend.transaction(runs);
    },
  };
}

const LOST: Outcome = { ok: false, error: "ERR the backend gave no reply", unavailable: true };

function prepare(command: Command, scripts: ScriptStore): Prepared {
  const reason = refusalOf(command);
  if (reason !== null) return { kind: "answered", outcome: refused(reason) };
  const [name, first, ...rest] = command;
  switch (name.toUpperCase()) {
    case "EVAL":
    case "EVAL_RO": {
      if (first === undefined) return { kind: "run", command };
      const sha = scripts.remember(String(first));
      return { kind: "run", command: [name, scripts.recall(sha) ?? String(first), ...rest] };
    }
    case "EVALSHA":
    case "EVALSHA_RO": {
      if (first === undefined) return { kind: "run", command };
      const script = scripts.recall(String(first));
      if (script === null)
        return { kind: "answered", outcome: refused("NOSCRIPT No matching script. Please use EVAL.") };
      return { kind: "run", command: [name.toUpperCase().replace("EVALSHA", "EVAL"), script, ...rest] };
    }
    case "SCRIPT":
      return { kind: "answered", outcome: runScriptCommand(String(first ?? ""), rest.map(String), scripts) };
    default:
      return { kind: "run", command };
  }
}

function runScriptCommand(action: string, args: readonly string[], scripts: ScriptStore): Outcome {
  const answer = (reply: Reply): Outcome => ({ ok: true, reply });
  switch (action.toUpperCase()) {
    case "LOAD":
      return args.length === 1 ? answer(scripts.remember(args[0] ?? "")) : wrongArguments("script|load");
    case "EXISTS":
      return args.length > 0 ? answer(args.map((sha) => (scripts.has(sha) ? 1 : 0))) : wrongArguments("script|exists");
    case "FLUSH":
      scripts.forgetAll();
      return answer("OK");
    default:
      return refused(`ERR unknown subcommand '${action.slice(0, 32)}' of SCRIPT`);
  }
}

function wrongArguments(name: string): Outcome {
  return refused(`ERR wrong number of arguments for '${name}' command`);
}

function refused(error: string): Outcome {
  return { ok: false, error, unavailable: false };
}
