import { targetOfAddress } from "../../engine/function-address.ts";
import { runNested } from "../../engine/run-nested.ts";
import type { FunctionKind } from "../function-kind.ts";
import { FunctionError } from "../function-error.ts";
import { type AsyncSyscall, objectArgument, type SyscallCall } from "./syscall.ts";

export const FUNCTION_CALLS: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/runUdf": async (call) => {
    const udfType = call.args.udfType === "snapshotQuery" ? "query" : call.args.udfType;
    if (udfType !== "query" && udfType !== "mutation") {
      throw new FunctionError(`Cannot run a function of type ${JSON.stringify(udfType)} here`);
    }
    return runNested(call.host, call.context, {
      target: targetOfAddress(call.args, call.context.component),
      kind: udfType,
      args: objectArgument(call.args, "args"),
    });
  },

  "1.0/actions/query": (call) => runFromAction(call, "query"),
  "1.0/actions/mutation": (call) => runFromAction(call, "mutation"),
  "1.0/actions/action": (call) => runFromAction(call, "action"),

  "1.0/createFunctionHandle": (call) => {
    const target = targetOfAddress(call.args, call.context.component);
    return JSON.stringify(`function://${target.componentPath};${target.path}`);
  },
};

async function runFromAction(call: SyscallCall, kind: FunctionKind): Promise<string> {
  const { context, host } = call;
  if (context.kind !== "action") {
    throw new FunctionError(`Functions of this kind are run with ctx.run${kind} of an action`);
  }
  const target = targetOfAddress(call.args, context.component);
  const sameComponent = target.componentPath === context.component.path;
  const outcome = await host.runner.run({
    target,
    args: objectArgument(call.args, "args"),
    expect: kind,
    caller: {
      ...context.caller,
      // Components never see the identity of the app's user.
      identity: sameComponent ? context.caller.identity : null,
      mayCallInternal: true,
    },
    requestId: context.requestId,
  });
  return outcome.json;
}
