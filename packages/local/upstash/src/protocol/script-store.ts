import { createHash } from "node:crypto";

const MAX_SCRIPTS = 1_000;

/**
 * Lua scripts by the hash of their original text. Upstash accepts a first line like `#!lua flags=allow-key-locking` that stock Redis
 * refuses, so clients use a hash that Redis would not compute: we hash with that line and run without it.
 */
export interface ScriptStore {
  /** Stores a script and returns its hash. Above a thousand, the least recently used is dropped: clients then send it again. */
  remember(script: string): string;
  /** The text to run for a hash, or null when it is unknown (NOSCRIPT). */
  recall(sha: string): string | null;
  has(sha: string): boolean;
  forgetAll(): void;
}

export function createScriptStore(): ScriptStore {
  const runnable = new Map<string, string>();
  return {
    remember(script) {
      const sha = createHash("sha1").update(script).digest("hex");
      runnable.delete(sha);
      runnable.set(sha, withoutShebang(script));
      const [oldest] = runnable.keys();
      if (runnable.size > MAX_SCRIPTS && oldest !== undefined) runnable.delete(oldest);
      return sha;
    },
    recall(sha) {
      const key = sha.toLowerCase();
      const script = runnable.get(key);
      if (script === undefined) return null;
      runnable.delete(key);
      runnable.set(key, script);
      return script;
    },
    has: (sha) => runnable.has(sha.toLowerCase()),
    forgetAll: () => runnable.clear(),
  };
}

/** Blanks the first line rather than removing it, so that line numbers in errors stay right. */
function withoutShebang(script: string): string {
  if (!script.startsWith("#!")) return script;
  const lineEnd = script.indexOf("\n");
  return lineEnd === -1 ? "" : script.slice(lineEnd);
}
