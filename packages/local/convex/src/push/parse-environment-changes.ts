import { PushError } from "./push-error.ts";

const MAX_NAME_LENGTH = 40;
const MAX_VALUE_BYTES = 8 * 1024;

export interface EnvironmentChange {
  readonly name: string;
  readonly value: string | null;
}

/** @throws PushError with the name of a variable that cannot be set */
export function parseEnvironmentChanges(changes: unknown): EnvironmentChange[] {
  if (!Array.isArray(changes)) throw new PushError("`changes` must be a list");
  return changes.map((change: unknown) => {
    if (typeof change !== "object" || change === null || !("name" in change)) {
      throw new PushError("every change must name a variable");
    }
    const name = String(change.name);
    const value = "value" in change && typeof change.value === "string" ? change.value : null;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.length > MAX_NAME_LENGTH) {
      throw new PushError(
        `Invalid environment variable name "${name}": letters, digits and underscores, at most ${MAX_NAME_LENGTH}`,
      );
    }
    if (name.startsWith("CONVEX_")) {
      throw new PushError(`Environment variable "${name}" is reserved`);
    }
    if (value !== null && Buffer.byteLength(value) > MAX_VALUE_BYTES) {
      throw new PushError(`The value of ${name} is larger than ${MAX_VALUE_BYTES} bytes`);
    }
    return { name, value };
  });
}
