import {
  isToolName,
  parseToolInput,
  toPublicError,
  toolKey,
  type ErrorCode,
  type ModelToolCall,
  type PlanName,
  type Refusal,
  type ToolInput,
  type ToolName,
  type ToolPolicy,
  type ToolQueue,
  type ToolResult,
  type ToolSegment,
} from "@sendcat/shared-types";
import { resultText } from "./result-text.ts";
import type { ToolFlights } from "./tool-flights.ts";

/** What the tool calls of one turn need to run. */
export interface ToolCallContext {
  readonly flights: ToolFlights;
  readonly queue: Pick<ToolQueue, "deliverLater">;
  readonly policy: ToolPolicy;
  readonly plan: PlanName;
  readonly turnId: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Adds a call, its progress or its result to the answer: shown to the readers and stored. */
  readonly show: (segment: ToolSegment) => void;
  readonly onFault: (where: string, fault: unknown) => void;
}

/** A valid call, or what the model is told about an invalid one. */
export type AcceptedCall =
  | { readonly ok: true; readonly callId: string; readonly tool: ToolName; readonly input: ToolInput }
  | { readonly ok: false; readonly text: string };

const RUNNING =
  "The search is still running. Answer with what you know; its results appear in the conversation by themselves.";

/**
 * Validates a call that the model wrote: the tool must be offered in this turn, and the input must match its schema. Calls of tools that are
 * not offered are not shown to readers.
 */
export function acceptToolCall(context: ToolCallContext, call: ModelToolCall): AcceptedCall {
  const { callId, name } = call;
  if (!isToolName(name) || !context.policy.offered.includes(name)) {
    return { ok: false, text: failure("There is no such tool.") };
  }
  const parsed = parseToolInput(name, call.input);
  context.show({ kind: "tool-call", callId, name, input: parsed.ok ? parsed.input : {} });
  if (parsed.ok) return { ok: true, callId, tool: name, input: parsed.input };
  context.show({ kind: "tool-error", callId, errorText: "This search could not be run." });
  return { ok: false, text: failure(parsed.problem) };
}

/** Runs one call, at most for `policy.waitMs`. Returns what the model is told; never rejects. */
export async function runToolCall(
  context: ToolCallContext,
  call: Extract<AcceptedCall, { readonly ok: true }>,
): Promise<string> {
  const { flights, policy, plan, turnId, requestId, signal, show } = context;
  const { callId, tool, input } = call;
  const key = await toolKey(tool, input);
  const waiting = flights.join({ key, tool, input, plan, turnId, requestId }, (job) =>
    show({ kind: "tool-job", callId, job }),
  );
  const patience = waitFor(policy.waitMs, signal);
  try {
    const end = await Promise.race([waiting.ended, patience.over]);
    if (end === "stopped" || (end !== "late" && end.kind === "abandoned")) {
      show({ kind: "tool-job", callId, job: { ...NO_JOB, state: "canceled" } });
      return failure("Stopped.");
    }
    if (end !== "late" && end.kind === "refused") return refused(context, callId, end.refusal);
    if (end !== "late" && end.outcome.ok) return found(context, callId, end.outcome.result);
    return await later(context, { callId, key }, end === "late" ? "upstream_timeout" : codeOf(end.outcome));
  } finally {
    patience.end();
    waiting.leave({ cancels: signal.aborted });
  }
}

const NO_JOB = { position: null, waitMs: null, retryAfterMs: null };

function codeOf(outcome: { readonly ok: boolean; readonly code?: ErrorCode }): ErrorCode {
  return outcome.code ?? "internal";
}

function found({ show, policy }: ToolCallContext, callId: string, output: ToolResult): string {
  show({ kind: "tool-output", callId, output });
  return resultText(output, policy.resultBytes);
}

function refused({ show }: ToolCallContext, callId: string, refusal: Refusal): string {
  const { retryAfterMs = null, code } = refusal;
  show({ kind: "tool-job", callId, job: { ...NO_JOB, state: "refused", retryAfterMs } });
  show({ kind: "tool-error", callId, errorText: toPublicError(refusal).message });
  const retryAfterSeconds = retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1_000);
  return JSON.stringify({ error: code, retryAfterSeconds, advice: "Say so, and answer with what you know." });
}

/** No result in time. If the search is still running, its result will appear in the conversation when it is done. */
async function later(
  context: ToolCallContext,
  { callId, key }: { readonly callId: string; readonly key: string },
  code: ErrorCode,
): Promise<string> {
  const { queue, show, turnId, onFault } = context;
  const answer = await queue.deliverLater({ key, turnId, callId }).catch((fault: unknown) => {
    onFault("tool-later", fault);
    return null;
  });
  if (answer?.kind === "ended" && answer.outcome.ok) return found(context, callId, answer.outcome.result);
  if (answer?.kind === "under-way") {
    show({ kind: "tool-job", callId, job: { ...answer.job, state: "late" } });
    return JSON.stringify({ status: "running", advice: RUNNING });
  }
  show({ kind: "tool-job", callId, job: { ...NO_JOB, state: "failed" } });
  show({ kind: "tool-error", callId, errorText: "The search did not work this time." });
  return failure(code);
}

function failure(error: string): string {
  return JSON.stringify({ error, advice: "Answer with what you know, and say what is missing." });
}

/** `over` resolves when the time is up or the signal aborts; `end` removes the timer and the listener. */
function waitFor(ms: number, signal: AbortSignal) {
  let end: () => void = () => undefined;
  const over = new Promise<"late" | "stopped">((resolve) => {
    const timer = setTimeout(() => resolve("late"), ms);
    const stop = () => resolve("stopped");
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
  });
  return { over, end };
}
