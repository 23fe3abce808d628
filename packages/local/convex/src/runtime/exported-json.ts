import { PushError } from "../push/push-error.ts";

/**
 * The result of the `export()` method of a schema, cron or component definition, as plain JSON of this realm.
 * @throws PushError when the module's default export has no such method
 */
export function exportedJson(definition: unknown, modulePath: string): unknown {
  const method = methodOf(definition, "export");
  if (!method) throw new PushError(`${modulePath} has no valid default export`);
  const exported: unknown = method();
  return JSON.parse(typeof exported === "string" ? exported : JSON.stringify(exported));
}

/** A bound method of a guest object, or null. */
export function methodOf(value: unknown, name: string): ((...args: unknown[]) => unknown) | null {
  if (typeof value !== "object" && typeof value !== "function") return null;
  if (value === null) return null;
  const method: unknown = Reflect.get(value, name);
  if (typeof method !== "function") return null;
  return (...args) => Reflect.apply(method, value, args);
}
