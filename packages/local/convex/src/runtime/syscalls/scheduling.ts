import { canonicalPath, type FunctionTarget, targetOfAddress } from "../../engine/function-address.ts";
import type { Transaction } from "../../store/transaction.ts";
import { FunctionError } from "../function-error.ts";
import { type AsyncSyscall, objectArgument, type SyscallCall, textArgument, writingTransaction } from "./syscall.ts";

const MAX_DISTANCE_MS = 5 * 365 * 24 * 60 * 60 * 1000;
const MAX_ARGS_BYTES = 4 * 1024 * 1024;

export const SCHEDULING: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/schedule": (call) => JSON.stringify(schedule(call, writingTransaction(call, "scheduler.runAt"))),

  "1.0/actions/schedule": (call) =>
    call.host.queue.write(async (transaction) => JSON.stringify(schedule(call, transaction))),

  "1.0/cancel_job": (call) => {
    cancel(call, writingTransaction(call, "scheduler.cancel"));
    return "null";
  },

  "1.0/actions/cancel_job": (call) =>
    call.host.queue.write(async (transaction) => {
      cancel(call, transaction);
      return "null";
    }),
};

function schedule(call: SyscallCall, transaction: Transaction): string {
  const { args, context, host } = call;
  const dueMs = Number(args.ts) * 1000;
  if (!(Math.abs(dueMs - transaction.beginMs) <= MAX_DISTANCE_MS)) {
    throw new FunctionError("Scheduled functions must run within 5 years of now");
  }
  const target: FunctionTarget = targetOfAddress(args, context.component);
  const functionArgs = objectArgument(args, "args");
  const argsBytes = Buffer.byteLength(JSON.stringify(functionArgs));
  if (argsBytes > MAX_ARGS_BYTES) {
    throw new FunctionError(`Arguments of a scheduled function are too large (maximum 4 MiB)`);
  }
  transaction.usage.charge("functionsScheduled", 1);
  transaction.usage.charge("scheduledFunctionArgsBytes", argsBytes);
  return host.jobs.schedule(transaction, {
    component: context.component,
    target: { ...target, path: canonicalPath(target.path) },
    args: functionArgs,
    dueMs,
  });
}

function cancel(call: SyscallCall, transaction: Transaction): void {
  const jobId = textArgument(call.args, "id");
  if (jobId === call.context.jobId && call.context.kind === "mutation") {
    throw new FunctionError("A scheduled mutation cannot cancel itself");
  }
  call.host.jobs.cancel(transaction, call.context.component, jobId);
}
