/** Whether an answer keeps to the schema that OpenRouter publishes, or breaks it on purpose. */
export type WireForm = "on-schema" | "off-schema";
export const ON_SCHEMA = "on-schema";
export const OFF_SCHEMA = "off-schema";

/** The forms of a table of shapes. */
export function formsOf(
  shapes: Readonly<Record<string, readonly [WireForm, unknown]>>,
): Readonly<Record<string, WireForm>> {
  return Object.fromEntries(Object.entries(shapes).map(([name, [form]]) => [name, form]));
}
