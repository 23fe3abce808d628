import { newRequestId } from "../engine/request-id.ts";
import type { RunOutcome } from "../engine/run-request.ts";
import type { FunctionError } from "../runtime/function-error.ts";
import { encodeTimestamp } from "../values/timestamp.ts";
import type { ClientMessage } from "./client-message.ts";

type CallMessage = Extract<ClientMessage, { readonly type: "Mutation" | "Action" }>;

/** `MutationResponse` or `ActionResponse` of a function that succeeded, as JSON. */
export function successMessage(call: CallMessage, outcome: RunOutcome): string {
  const ts = call.type === "Mutation" ? `"ts":"${encodeTimestamp(outcome.timestampNs)}",` : "";
  return `{"type":"${call.type}Response","requestId":${call.requestId},"success":true,"result":${outcome.json},${ts}"logLines":${JSON.stringify(outcome.logLines)}}`;
}

/** The same for a function that failed. */
export function failureMessage(call: CallMessage, error: FunctionError): string {
  return JSON.stringify({
    type: `${call.type}Response`,
    requestId: call.requestId,
    success: false,
    result: `[Request ID: ${newRequestId()}] Server Error\n${error.message}`,
    ...(call.type === "Mutation" ? { ts: null } : {}),
    logLines: error.logLines,
    ...(error.data === undefined ? {} : { errorData: error.data }),
  });
}
