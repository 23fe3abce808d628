import { describeValidator } from "./describe-validator.ts";
import { decodeDocumentId } from "./document-id.ts";
import type { EncodedObject, EncodedValue } from "./encoded-value.ts";
import { isEncodedObject } from "./is-encoded-object.ts";
import type { ObjectField, Validator } from "./validator.ts";

export interface ValidationScope {
  /** The name of a table, by its number in the component that the value belongs to. */
  tableNameOf(tableNumber: number): string | undefined;
  /** Fields that every document has and no schema declares. */
  readonly systemFields?: ReadonlySet<string>;
}

/** Null when the value is valid; otherwise the platform's error message. */
export function validate(validator: Validator, value: EncodedValue | undefined, scope: ValidationScope): string | null {
  switch (validator.type) {
    case "union":
      return validator.value.some((member) => validate(member, value, scope) === null)
        ? null
        : mismatch(validator, value);
    case "array":
      if (!Array.isArray(value)) return mismatch(validator, value);
      return firstProblem(value, (item) => validate(validator.value, item, scope));
    case "record":
      return validateRecord(validator, value, scope);
    case "object":
      return validateObject(validator, value, scope);
    default:
      return isPrimitive(validator, value, scope) ? null : mismatch(validator, value);
  }
}

function isPrimitive(validator: Validator, value: EncodedValue | undefined, scope: ValidationScope): boolean {
  switch (validator.type) {
    case "any":
      return value !== undefined;
    case "null":
      return value === null;
    case "number":
      return typeof value === "number" || hasEncoding(value, "$float");
    case "bigint":
    case "commitTs":
      return hasEncoding(value, "$integer");
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string";
    case "bytes":
      return hasEncoding(value, "$bytes");
    case "literal":
      return JSON.stringify(value) === JSON.stringify(validator.value);
    case "id": {
      const id = decodeDocumentId(value);
      return id !== null && scope.tableNameOf(id.tableNumber) === validator.tableName;
    }
    default:
      return false;
  }
}

function validateRecord(
  validator: { type: "record"; keys: Validator; values: ObjectField },
  value: EncodedValue | undefined,
  scope: ValidationScope,
): string | null {
  if (!isPlainObject(value)) return mismatch(validator, value);
  return firstProblem(
    Object.entries(value),
    ([key, inner]) => validate(validator.keys, key, scope) ?? validate(validator.values.fieldType, inner, scope),
  );
}

function validateObject(
  validator: { type: "object"; value: Record<string, ObjectField> },
  value: EncodedValue | undefined,
  scope: ValidationScope,
): string | null {
  if (!isPlainObject(value)) return mismatch(validator, value);
  for (const [name, field] of Object.entries(validator.value)) {
    const inner = value[name];
    if (inner === undefined) {
      if (field.optional) continue;
      return `Object is missing the required field \`${name}\`. Consider wrapping the field validator in \`v.optional(...)\` if this is expected.\n\n${objectContext(validator, value)}`;
    }
    const problem = validate(field.fieldType, inner, scope);
    if (problem !== null) return problem;
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(validator.value, name) || scope.systemFields?.has(name)) continue;
    return `Object contains extra field \`${name}\` that is not in the validator.\n\n${objectContext(validator, value)}`;
  }
  return null;
}

const ENCODINGS = new Set(["$integer", "$float", "$bytes", "$undefined", "$commitTs"]);

function isPlainObject(value: EncodedValue | undefined): value is EncodedObject {
  if (!isEncodedObject(value)) return false;
  const [first, second] = Object.keys(value);
  return !(first !== undefined && second === undefined && ENCODINGS.has(first));
}

function hasEncoding(value: EncodedValue | undefined, encoding: string): boolean {
  return isEncodedObject(value) && typeof value[encoding] === "string";
}

function objectContext(validator: Validator, value: EncodedValue): string {
  return `Object: ${shorten(value)}\nValidator: ${describeValidator(validator)}`;
}

function mismatch(validator: Validator, value: EncodedValue | undefined): string {
  return `Value does not match validator.\nValue: ${shorten(value)}\nValidator: ${describeValidator(validator)}`;
}

/** Error messages go to clients and logs, so large values are cut. */
function shorten(value: EncodedValue | undefined): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length > 1_000 ? `${text.slice(0, 1_000)}...` : text;
}

function firstProblem<T>(items: readonly T[], problemOf: (item: T) => string | null): string | null {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== null) return problem;
  }
  return null;
}
