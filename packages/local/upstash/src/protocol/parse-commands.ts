import type { Command } from "../backend/backend.ts";

const MAX_PIPELINE = 10_000;

/** A parsed value, or the error text of the answer. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** `["SET", "k", 1]`: a JSON list of strings, numbers and booleans. */
export function parseCommand(body: Buffer): Parsed<Command> {
  const json = parseJson(body);
  return json.ok ? toCommand(json.value) : json;
}

/** `[["SET", "k", 1], ["GET", "k"]]`. */
export function parsePipeline(body: Buffer): Parsed<readonly Command[]> {
  const json = parseJson(body);
  if (!json.ok) return json;
  if (!Array.isArray(json.value))
    return { ok: false, error: "ERR failed to parse pipeline: expected a list of commands" };
  if (json.value.length === 0) return { ok: false, error: "ERR empty pipeline request" };
  if (json.value.length > MAX_PIPELINE)
    return { ok: false, error: `ERR more than ${MAX_PIPELINE} commands in a pipeline` };
  const commands: Command[] = [];
  for (const item of json.value) {
    const command = toCommand(item);
    if (!command.ok) return command;
    commands.push(command.value);
  }
  return { ok: true, value: commands };
}

/** `/set/key/value?EX=100`: path segments, then query pairs, then the body as the last argument. */
export function parsePathCommand(url: URL, body: Buffer): Parsed<Command> {
  try {
    const [name, ...args] = url.pathname.slice(1).split("/").map(decodeURIComponent);
    if (!name) return { ok: false, error: "ERR empty command" };
    const options = [...url.searchParams]
      .filter(([key]) => key !== "_token")
      .flat()
      .filter((part) => part !== "");
    return { ok: true, value: [name, ...args, ...(body.length > 0 ? [body] : []), ...options] };
  } catch {
    return { ok: false, error: "ERR the path is not valid percent-encoding" };
  }
}

function toCommand(value: unknown): Parsed<Command> {
  if (!Array.isArray(value)) return { ok: false, error: "ERR failed to parse command: expected a list" };
  const parts: string[] = [];
  for (const part of value) {
    if (typeof part !== "string" && typeof part !== "number" && typeof part !== "boolean") {
      return { ok: false, error: "ERR failed to parse command: only strings, numbers and booleans can be arguments" };
    }
    parts.push(String(part));
  }
  const [name, ...args] = parts;
  return name ? { ok: true, value: [name, ...args] } : { ok: false, error: "ERR empty command" };
}

function parseJson(body: Buffer): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(body.toString("utf8")) };
  } catch {
    return { ok: false, error: "ERR failed to parse the request: the body is not JSON" };
  }
}
