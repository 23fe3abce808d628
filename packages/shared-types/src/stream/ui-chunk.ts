import type { AnswerExtra } from "../chat/answer-extra.ts";
import type { PublicError } from "../errors/error-body.ts";
import type { FinishReason } from "./finish-reason.ts";
import type { ToolInput } from "../tools/tool-input.ts";
import type { ToolJob } from "../tools/tool-job.ts";
import type { ToolName } from "../tools/tool-table.ts";
import type { ToolResult } from "../tools/tool-result.ts";

/** Sendcat's own fields in the `start` and `finish` chunks. */
export interface TurnMetadata {
  readonly turnId?: string;
  readonly threadId?: string;
  readonly model?: string;
  readonly createdAtMs?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/**
 * Chunks of the AI SDK's UI message stream, protocol v1, that Sendcat emits.
 * On the wire: `data: <json>\n\n` each, then `data: [DONE]\n\n`.
 */
export type UiChunk =
  | { readonly type: "start"; readonly messageId: string; readonly messageMetadata: TurnMetadata }
  | { readonly type: "start-step" }
  | { readonly type: "text-start"; readonly id: string }
  | { readonly type: "text-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "text-end"; readonly id: string }
  | { readonly type: "reasoning-start"; readonly id: string }
  | { readonly type: "reasoning-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "reasoning-end"; readonly id: string }
  | { readonly type: "tool-input-start"; readonly toolCallId: string; readonly toolName: ToolName }
  | {
      readonly type: "tool-input-available";
      readonly toolCallId: string;
      readonly toolName: ToolName;
      readonly input: ToolInput;
    }
  | { readonly type: "tool-output-available"; readonly toolCallId: string; readonly output: ToolResult }
  | { readonly type: "tool-output-error"; readonly toolCallId: string; readonly errorText: string }
  | AnswerExtra
  /** A later chunk with the same id replaces earlier ones. */
  | { readonly type: "data-tool-job"; readonly id: string; readonly data: ToolJob }
  | { readonly type: "data-error"; readonly data: PublicError; readonly transient: true }
  | { readonly type: "data-interrupted"; readonly data: { readonly textLength: number }; readonly transient: true }
  /** The model ended without an answer; clients that do not know this chunk get an `error` chunk too. */
  | { readonly type: "data-empty"; readonly data: Readonly<Record<string, never>>; readonly transient: true }
  /** The model declined. The protocol has no such finish reason: `content-filter` follows, for clients that do not know this chunk. */
  | { readonly type: "data-refused"; readonly data: Readonly<Record<string, never>>; readonly transient: true }
  | { readonly type: "finish-step" }
  | {
      readonly type: "finish";
      readonly finishReason: Exclude<FinishReason, "refusal">;
      readonly messageMetadata: TurnMetadata;
    }
  | { readonly type: "error"; readonly errorText: string }
  | { readonly type: "abort"; readonly reason?: string };

/** Headers of every response that is a UI message stream. */
export const UI_STREAM_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-vercel-ai-ui-message-stream": "v1",
  "x-accel-buffering": "no",
};
