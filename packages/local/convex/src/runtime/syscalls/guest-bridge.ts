import type { EncodedObject } from "../../values/encoded-value.ts";
import { currentContext } from "../current-context.ts";
import type { FunctionContext } from "../function-context.ts";
import { FunctionError } from "../function-error.ts";
import type { GuestBridge } from "../realm.ts";
import { DATABASE_READS, SYNCHRONOUS_SYSCALLS } from "./database-reads.ts";
import { DATABASE_WRITES } from "./database-writes.ts";
import { FUNCTION_CALLS } from "./function-calls.ts";
import { METADATA } from "./metadata.ts";
import { SCHEDULING } from "./scheduling.ts";
import { blobSyscall, STORAGE } from "./storage.ts";
import type { AsyncSyscall, SyscallHost } from "./syscall.ts";

const asyncSyscalls = new Map<string, AsyncSyscall>(
  Object.entries({
    ...DATABASE_READS,
    ...DATABASE_WRITES,
    ...FUNCTION_CALLS,
    ...SCHEDULING,
    ...METADATA,
    ...STORAGE,
  }),
);

const UNSUPPORTED: Readonly<Record<string, string>> = {
  "1.0/actions/vectorSearch": "Vector search is not supported by convex-local",
  "1.0/signJwt": "Signing tokens in functions is not supported by convex-local",
  "1.0/createServiceToken": "Service tokens exist on the cloud only",
  "1.0/getServiceUrl": "Services exist on the cloud only",
};

/** Implements the entry points from application code into the deployment. */
export function createGuestBridge(host: SyscallHost): GuestBridge {
  return {
    syscall(operation, argsJson) {
      const context = requireContext();
      const syscall = SYNCHRONOUS_SYSCALLS[operation];
      if (!syscall) throw new FunctionError(`Unknown operation ${operation}`);
      return syscall({ host, context, args: parseArgs(argsJson) });
    },

    async asyncSyscall(operation, argsJson) {
      const context = requireContext();
      const syscall = asyncSyscalls.get(operation);
      if (!syscall) {
        throw new FunctionError(UNSUPPORTED[operation] ?? `Unknown operation ${operation}`);
      }
      const run = (): string | Promise<string> => {
        refuseFinished(context);
        return syscall({ host, context, args: parseArgs(argsJson) });
      };
      // Syscalls of actions are independent and run in parallel; those of a transaction must stay in order.
      return context.transaction ? context.syscalls.run(run) : run();
    },

    jsSyscall(operation, args) {
      return blobSyscall({ host, context: requireContext() }, operation, args);
    },
  };
}

function requireContext(): FunctionContext {
  const context = currentContext.getStore();
  if (!context) {
    throw new FunctionError("Convex functions can only be called while a function is running");
  }
  refuseFinished(context);
  return context;
}

function refuseFinished(context: FunctionContext): void {
  if (context.finished || context.root.finished) {
    throw new FunctionError(`${context.path} has already finished: was something not awaited?`);
  }
}

function parseArgs(argsJson: string): EncodedObject {
  // safe because the `convex` package always sends an object.
  return JSON.parse(argsJson) as EncodedObject;
}
