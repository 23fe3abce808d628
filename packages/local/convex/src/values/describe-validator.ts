import type { Validator } from "./validator.ts";

const PRIMITIVES: Readonly<Record<string, string>> = {
  any: "v.any()",
  null: "v.null()",
  number: "v.float64()",
  bigint: "v.int64()",
  boolean: "v.boolean()",
  string: "v.string()",
  bytes: "v.bytes()",
  commitTs: "v.commitTs()",
};

/** A validator as written in source code, for error messages. */
export function describeValidator(validator: Validator): string {
  switch (validator.type) {
    case "literal":
      return `v.literal(${JSON.stringify(validator.value)})`;
    case "id":
      return `v.id(${JSON.stringify(validator.tableName)})`;
    case "array":
      return `v.array(${describeValidator(validator.value)})`;
    case "union":
      return `v.union(${validator.value.map(describeValidator).join(", ")})`;
    case "record":
      return `v.record(${describeValidator(validator.keys)}, ${describeValidator(validator.values.fieldType)})`;
    case "object": {
      const fields = Object.entries(validator.value).map(([name, field]) => {
        const inner = describeValidator(field.fieldType);
        return `${name}: ${field.optional ? `v.optional(${inner})` : inner}`;
      });
      return `v.object({${fields.join(", ")}})`;
    }
    default:
      return PRIMITIVES[validator.type] ?? validator.type;
  }
}
