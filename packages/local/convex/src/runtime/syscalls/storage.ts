import { FunctionError } from "../function-error.ts";
import { type AsyncSyscall, type SyscallCall, textArgument, writingTransaction } from "./syscall.ts";

export const STORAGE: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/storageGenerateUploadUrl": ({ host, context }) => JSON.stringify(host.files.uploadUrl(context.component.path)),

  "1.0/storageGetUrl": (call) => read(call, (transaction) => call.host.files.url(transaction, ...fileOf(call))),

  "1.0/storageGetMetadata": (call) =>
    read(call, (transaction) => call.host.files.metadata(transaction, ...fileOf(call))),

  "1.0/storageDelete": (call) => {
    if (call.context.kind === "action") {
      return call.host.queue.write(async (transaction) => {
        call.host.files.delete(transaction, ...fileOf(call));
        return "null";
      });
    }
    call.host.files.delete(writingTransaction(call, "storage.delete"), ...fileOf(call));
    return "null";
  },
};

function fileOf(call: SyscallCall): [componentPath: string, storageId: string] {
  return [call.context.component.path, textArgument(call.args, "storageId")];
}

function read(
  call: SyscallCall,
  answer: (transaction: Parameters<SyscallCall["host"]["files"]["url"]>[0]) => unknown,
): string | Promise<string> {
  const { transaction } = call.context;
  if (transaction) return JSON.stringify(answer(transaction));
  return call.host.queue.read(async (snapshot) => JSON.stringify(answer(snapshot)));
}

/** `storage.store` and `storage.get` of actions, which pass blobs instead of JSON. */
export async function blobSyscall(call: Omit<SyscallCall, "args">, operation: string, args: unknown): Promise<unknown> {
  const { host, context } = call;
  if (context.kind !== "action") {
    throw new FunctionError("storage.store and storage.get are only available in actions");
  }
  const request = typeof args === "object" && args !== null ? args : {};
  if (operation === "storage/storeBlob" && "blob" in request && request.blob instanceof Blob) {
    const content = Buffer.from(await request.blob.arrayBuffer());
    const contentType = request.blob.type || null;
    return host.files.store(context.component.path, { content, contentType });
  }
  if (operation === "storage/getBlob" && "storageId" in request) {
    return host.files.blob(context.component.path, String(request.storageId));
  }
  throw new FunctionError(`${operation} is not supported by convex-local`);
}
