import type { Engine } from "../../engine/engine.ts";
import type { Transaction } from "../../store/transaction.ts";
import type { EncodedObject } from "../../values/encoded-value.ts";
import type { FunctionContext } from "../function-context.ts";
import { FunctionError } from "../function-error.ts";

export type SyscallCall = { engine: Engine; context: FunctionContext; args: EncodedObject };

/** Answers JSON text, at once where nothing has to be waited for. */
export type AsyncSyscall = (call: SyscallCall) => string | Promise<string>;

/** The transaction of a query or mutation. @throws FunctionError in actions */
export function readingTransaction(call: SyscallCall, operation: string): Transaction {
  const { transaction } = call.context;
  if (!transaction) throw new FunctionError(`${operation} is not available in actions`);
  return transaction;
}

/** The transaction of a mutation. @throws FunctionError in queries and actions */
export function writingTransaction(call: SyscallCall, operation: string): Transaction {
  if (call.context.kind !== "mutation") {
    throw new FunctionError(`${operation} is only available in mutations`);
  }
  return readingTransaction(call, operation);
}

export function textArgument(args: EncodedObject, name: string): string {
  const value = args[name];
  if (typeof value !== "string") throw new FunctionError(`Invalid argument \`${name}\``);
  return value;
}

export function objectArgument(args: EncodedObject, name: string): EncodedObject {
  const value = args[name];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FunctionError(`Invalid argument \`${name}\`: expected an object`);
  }
  return value;
}
