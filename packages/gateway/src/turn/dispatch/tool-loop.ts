import { isDeclined, type ModelMessage, type ToolPolicy } from "@sendcat/shared-types";
import { acceptToolCall, runToolCall, type AcceptedCall, type ToolCallContext } from "../../tools/run-tool-call.ts";
import type { Prompt } from "../compose/compose-prompt.ts";
import { messageBytes } from "../compose/message-bytes.ts";
import type { Emitted } from "../emit/emit.ts";
import { callMessage, underOwnIds } from "./replayed-calls.ts";
import type { Step } from "./step.ts";

export interface ToolLoopOptions {
  readonly prompt: Prompt;
  /** Whether the turn offers tools. */
  readonly hasTools: boolean;
  readonly policy: ToolPolicy;
  readonly context: ToolCallContext;
  readonly call: (prompt: Prompt, mayCallTools: boolean) => Promise<Step>;
  /** Whether the reservation covers another call with the prompt after these steps, and one more after that. */
  readonly covers: (steps: readonly Step[], prompt: Prompt) => boolean;
}

/**
 * Calls the model, runs the tools it calls in parallel, and calls it again with their results, at most `maxSteps` times and for at most
 * `maxSearches` searches. The last call may call no tools, so that every turn ends with an answer; a call counts as the last if the
 * reservation would not cover another one after it.
 */
export async function toolLoop(options: ToolLoopOptions): Promise<readonly [Step, ...Step[]]> {
  const { policy, context, call, covers, hasTools } = options;
  let { prompt } = options;
  let searchesLeft = policy.maxSearches;
  const mayCallAfter = (steps: readonly Step[]) =>
    hasTools && steps.length < policy.maxSteps && searchesLeft > 0 && covers(steps, prompt);
  let mayCallTools = mayCallAfter([]);
  const steps: [Step, ...Step[]] = [await call(prompt, mayCallTools)];
  for (;;) {
    // safe because the tuple is never empty
    const step = steps.at(-1) as Step;
    const { emitted } = step;
    const { refusal, reason } = emitted;
    const toolCalls = underOwnIds(emitted.toolCalls, prompt.messages);
    // We go by the tool calls, not by the finish reason: many providers send `stop`, or none, with tool calls.
    const asksTools = mayCallTools && toolCalls.length > 0 && refusal === null && !isDeclined(reason);
    if (!asksTools || context.signal.aborted) return steps;
    const accepted = acceptCalls(context, toolCalls, searchesLeft);
    searchesLeft -= accepted.filter(({ ok }) => ok).length;
    const told = await carryOut(context, toolCalls, accepted);
    if (context.signal.aborted) return steps;
    prompt = extended(prompt, [callMessage(step, toolCalls), ...told]);
    mayCallTools = mayCallAfter(steps);
    steps.push(await call(prompt, mayCallTools));
  }
}

/** Shows all calls before the first result, so that readers see them as one step. */
function acceptCalls(
  context: ToolCallContext,
  calls: Emitted["toolCalls"],
  searchesLeft: number,
): readonly AcceptedCall[] {
  const { callsPerStep } = context.policy;
  const error =
    searchesLeft < callsPerStep
      ? "No more searches in this answer. Answer with what you know."
      : "Too many calls at once. Ask again for what is missing.";
  const most = Math.min(callsPerStep, searchesLeft);
  return calls.map((call, index) =>
    index < most ? acceptToolCall(context, call) : { ok: false, text: JSON.stringify({ error }) },
  );
}

async function carryOut(
  context: ToolCallContext,
  calls: Emitted["toolCalls"],
  accepted: readonly AcceptedCall[],
): Promise<ModelMessage[]> {
  return await Promise.all(
    calls.map(async ({ callId, name }, index): Promise<ModelMessage> => {
      const call = accepted[index];
      const content = call?.ok ? await runToolCall(context, call) : (call?.text ?? "");
      return { role: "tool", callId, name, content };
    }),
  );
}

function extended(prompt: Prompt, added: readonly ModelMessage[]): Prompt {
  return { ...prompt, messages: [...prompt.messages, ...added], bytes: prompt.bytes + messageBytes(added) };
}
