import { FunctionError } from "../runtime/function-error.ts";
import type { EncodedDocument, EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";
import { valueAtPath } from "../values/field-path.ts";
import { sortKey } from "../values/sort-key.ts";

/** `{"$eq": [a, b]}`, `{"$field": "a.b"}` and so on, as `q.filter` builds them. */
export type FilterExpression = Record<string, EncodedValue>;

/** True when the document passes `q.filter`. */
export function passesFilter(expression: FilterExpression, document: EncodedDocument): boolean {
  return evaluate(expression, document) === true;
}

function evaluate(expression: EncodedValue, document: EncodedDocument): EncodedValue | undefined {
  if (!isEncodedObject(expression)) throw new FunctionError("Invalid filter expression");
  const [operator] = Object.keys(expression);
  const operand = operator === undefined ? undefined : expression[operator];
  if (operator === undefined || operand === undefined) {
    throw new FunctionError("Invalid filter expression");
  }
  switch (operator) {
    case "$field":
      return valueAtPath(document, String(operand));
    case "$literal":
      return isEncodedObject(operand) && "$undefined" in operand ? undefined : operand;
    case "$not":
      return evaluate(operand, document) !== true;
    case "$neg":
      return negate(evaluate(operand, document));
    case "$and":
      return operands(operand).every((item) => evaluate(item, document) === true);
    case "$or":
      return operands(operand).some((item) => evaluate(item, document) === true);
    default:
      return binary(operator, operands(operand), document);
  }
}

function binary(operator: string, [left, right]: readonly EncodedValue[], document: EncodedDocument): EncodedValue {
  if (left === undefined || right === undefined) throw new FunctionError("Invalid filter operands");
  const a = evaluate(left, document);
  const b = evaluate(right, document);
  switch (operator) {
    case "$eq":
      return compare(a, b) === 0;
    case "$neq":
      return compare(a, b) !== 0;
    case "$lt":
      return compare(a, b) < 0;
    case "$lte":
      return compare(a, b) <= 0;
    case "$gt":
      return compare(a, b) > 0;
    case "$gte":
      return compare(a, b) >= 0;
    default:
      return arithmetic(operator, a, b);
  }
}

function compare(a: EncodedValue | undefined, b: EncodedValue | undefined): number {
  if (typeof a === "string" && a === b) return 0;
  return Buffer.compare(sortKey([a]), sortKey([b]));
}

function arithmetic(operator: string, a: EncodedValue | undefined, b: EncodedValue | undefined): EncodedValue {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (typeof left === "bigint" && typeof right === "bigint") {
    return encodeInt64(int64Arithmetic(operator, left, right));
  }
  if (typeof left === "number" && typeof right === "number") {
    return encodeFloat64(float64Arithmetic(operator, left, right));
  }
  throw new FunctionError("Arithmetic in a filter needs two numbers of the same type");
}

function int64Arithmetic(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case "$add":
      return a + b;
    case "$sub":
      return a - b;
    case "$mul":
      return a * b;
    case "$div":
      return a / b;
    case "$mod":
      return a % b;
    default:
      throw new FunctionError(`Unknown filter operator ${operator}`);
  }
}

function float64Arithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case "$add":
      return a + b;
    case "$sub":
      return a - b;
    case "$mul":
      return a * b;
    case "$div":
      return a / b;
    case "$mod":
      return a % b;
    default:
      throw new FunctionError(`Unknown filter operator ${operator}`);
  }
}

function negate(value: EncodedValue | undefined): EncodedValue {
  const number = numberOf(value);
  return typeof number === "bigint" ? encodeInt64(-number) : encodeFloat64(-number);
}

function numberOf(value: EncodedValue | undefined): number | bigint {
  if (typeof value === "number") return value;
  if (isEncodedObject(value)) {
    if (typeof value.$integer === "string") {
      return Buffer.from(value.$integer, "base64").readBigInt64LE();
    }
    if (typeof value.$float === "string") return Buffer.from(value.$float, "base64").readDoubleLE();
  }
  throw new FunctionError("Arithmetic in a filter needs numbers");
}

function encodeInt64(value: bigint): EncodedValue {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt.asIntN(64, value));
  return { $integer: bytes.toString("base64") };
}

function encodeFloat64(value: number): EncodedValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return { $float: bytes.toString("base64") };
}

function operands(value: EncodedValue): readonly EncodedValue[] {
  if (!Array.isArray(value)) throw new FunctionError("Invalid filter operands");
  return value;
}
