import type { Catalog } from "../store/catalog.ts";
import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import type { Validator } from "../values/validator.ts";
import { validate } from "../values/validate.ts";
import { valueLimitProblem } from "../values/value-limits.ts";
import type { Component } from "../runtime/component.ts";
import { convertGuestError } from "../runtime/convert-guest-error.ts";
import { currentContext } from "../runtime/current-context.ts";
import { methodOf } from "../runtime/exported-json.ts";
import type { FunctionContext } from "../runtime/function-context.ts";
import type { FunctionKind } from "../runtime/function-kind.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { FunctionSpec } from "../runtime/function-spec.ts";

const MAX_VALUE_BYTES = 16 * 1024 * 1024;

const METHODS: Readonly<Record<FunctionKind, string>> = {
  query: "invokeQuery",
  mutation: "invokeMutation",
  action: "invokeAction",
};

/** @throws FunctionError when the arguments are too large or do not fit the function's validator */
export function checkArguments(
  catalog: Catalog,
  component: Component,
  call: { spec: FunctionSpec; args: EncodedObject; argsJson: string },
): void {
  if (call.argsJson.length > MAX_VALUE_BYTES) {
    throw new FunctionError(`Arguments for ${call.spec.path} are too large (maximum 16 MiB)`);
  }
  const problem = valueLimitProblem(call.args) ?? problemIn({ catalog, component }, call.spec.args, call.args);
  if (problem !== null) throw new FunctionError(`ArgumentValidationError: ${problem}`);
}

const SURROGATE_ESCAPE = String.raw`\ud`;

/** Calls application code; returns its value as JSON. @throws FunctionError for anything that it throws */
export async function invokeFunction(
  catalog: Catalog,
  context: FunctionContext,
  call: { spec: FunctionSpec; argsJson: string },
): Promise<string> {
  const { spec } = call;
  const { component } = context;
  const loader = spec.kind === "action" ? component.action : component.deterministic;
  try {
    const namespace = await loader.load(spec.modulePath);
    const invoke = methodOf(namespace[spec.exportName], METHODS[spec.kind]);
    if (!invoke) throw new FunctionError(`${spec.path} is not a ${spec.kind}`);
    const argsJson = `[${call.argsJson}]`;
    const json: unknown = await currentContext.run(context, () =>
      spec.kind === "action" ? invoke(context.requestId, argsJson) : invoke(argsJson),
    );
    if (typeof json !== "string") throw new FunctionError(`${spec.path} returned no value`);
    if (json.length > MAX_VALUE_BYTES) {
      throw new FunctionError(`Return value of ${spec.path} is too large (maximum 16 MiB)`);
    }
    // JSON writes a lone surrogate as this escape. A backslash in a text looks alike, so the value is read.
    const isSuspect = json.includes(SURROGATE_ESCAPE);
    if (!spec.returns && !isSuspect) return json;
    // safe because the `convex` package encodes what a function returns.
    const value = JSON.parse(json) as EncodedValue;
    const problem =
      (isSuspect ? valueLimitProblem(value) : null) ??
      (spec.returns ? problemIn({ catalog, component }, spec.returns, value) : null);
    if (problem !== null) throw new FunctionError(`ReturnsValidationError: ${problem}`);
    return json;
  } catch (error) {
    throw convertGuestError(error);
  } finally {
    context.finished = true;
  }
}

function problemIn(
  { catalog, component }: { catalog: Catalog; component: Component },
  validator: Validator,
  value: EncodedValue,
): string | null {
  return validate(validator, value, {
    tableNameOf: (number) => catalog.tableByNumber(component.path, number)?.name,
  });
}
