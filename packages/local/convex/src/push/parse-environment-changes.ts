import { PushError } from "./push-error.ts";

const maxNameLength = 40;
const maxValueBytes = 8 * 1024;

export interface EnvironmentChange {
  name: string;
  value: string | null;
}

/** @throws PushError naming the variable that cannot be set; nothing is changed then */
export function parseEnvironmentChanges(changes: unknown): EnvironmentChange[] {
  if (!Array.isArray(changes)) throw new PushError("`changes` must be a list");
  return changes.map((change: unknown) => {
    if (typeof change !== "object" || change === null || !("name" in change)) {
      throw new PushError("every change must name a variable");
    }
    const name = String(change.name);
    const value = "value" in change && typeof change.value === "string" ? change.value : null;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.length > maxNameLength) {
      throw new PushError(
        `Invalid environment variable name "${name}": letters, digits and underscores, at most ${maxNameLength}`,
      );
    }
    if (name.startsWith("CONVEX_")) {
      throw new PushError(`Environment variable "${name}" is reserved`);
    }
    if (value !== null && Buffer.byteLength(value) > maxValueBytes) {
      throw new PushError(`The value of ${name} is larger than ${maxValueBytes} bytes`);
    }
    return { name, value };
  });
}
