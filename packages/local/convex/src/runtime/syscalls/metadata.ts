import { type AsyncSyscall, readingTransaction } from "./syscall.ts";

export const METADATA: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/getUserIdentity": ({ context }) => {
    context.root.observedIdentity = true;
    return JSON.stringify(context.caller.identity);
  },

  "1.0/getTransactionMetrics": (call) =>
    JSON.stringify(readingTransaction(call, "getTransactionMetrics").usage.report()),

  "1.0/getFunctionMetadata": ({ context }) =>
    JSON.stringify({ name: context.path, componentPath: context.component.path }),

  "1.0/getDeploymentMetadata": ({ host }) => JSON.stringify({ name: host.instanceName, region: null, class: "s16" }),

  "1.0/getRequestMetadata": ({ context }) =>
    JSON.stringify({
      ip: context.caller.ip,
      userAgent: context.caller.userAgent,
      requestId: context.requestId,
      scheduledFunctionId: context.jobId,
      authToken: context.caller.token,
    }),

  "1.0/auditLog": () => "null",
};
