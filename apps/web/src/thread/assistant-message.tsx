"use client";

import { ActionBarPrimitive, MessagePrimitive } from "@assistant-ui/react";
import { Check, CirclePause, Copy, PlugZap, RotateCcw } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";
import type { ShownMessage } from "../conversation/shown-message.ts";
import { RefusalNotice } from "../refusal/refusal-notice.tsx";
import { AnswerParts } from "./answer-parts.tsx";
import { useThreadActions } from "./thread-actions.tsx";
import { TypingIndicator } from "./typing-indicator.tsx";

export function AssistantMessage({ shown }: { shown: ShownMessage }) {
  const isStreaming = shown.status === "streaming";
  const isEmpty = shown.parts.every((part) => "text" in part && part.text === "");
  return (
    <MessagePrimitive.Root
      className="group/message flex gap-3.5 pb-6"
      data-testid="assistant-message"
      data-status={shown.status}
    >
      <CatLogo className="mt-0.5 hidden size-7 shrink-0 sm:block" />
      <div className="min-w-0 flex-1">
        <h2 className="sr-only">Sendcat</h2>
        {isStreaming && isEmpty ? <TypingIndicator /> : <AnswerParts />}
        {!isStreaming && <AnswerEnd shown={shown} isEmpty={isEmpty} />}
      </div>
    </MessagePrimitive.Root>
  );
}

function AnswerEnd({ shown, isEmpty }: { shown: ShownMessage; isEmpty: boolean }) {
  const { lastAnswerId, regenerate, continueAnswer, canSend } = useThreadActions();
  const isLast = lastAnswerId === shown.id;
  const again = isLast ? () => regenerate(shown.id) : null;
  return (
    <div className="mt-3 space-y-3">
      {shown.status === "stopped" && (
        <EndNote icon="stopped">You stopped this answer{isEmpty ? " before it began" : ""}.</EndNote>
      )}
      {shown.status === "interrupted" && <EndNote icon="interrupted">This answer was cut off on our side.</EndNote>}
      {shown.status === "failed" && (
        <RefusalNotice
          error={shown.error ?? { code: "upstream_error", message: "The model failed to answer." }}
          receivedAtMs={shown.createdAtMs}
          onRetry={again}
        />
      )}
      <div
        className={`-ml-2 flex items-center gap-0.5 transition-opacity ${isLast ? "" : "opacity-0 group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100"}`}
      >
        {!isEmpty && (
          <ActionBarPrimitive.Copy className="group/copy btn-icon" aria-label="Copy answer" copiedDuration={2_000}>
            <Copy aria-hidden className="size-4 group-data-[copied]/copy:hidden" />
            <Check aria-hidden className="text-accent-strong hidden size-4 group-data-[copied]/copy:block" />
          </ActionBarPrimitive.Copy>
        )}
        {again && shown.status !== "failed" && (
          <button type="button" className="btn-icon" aria-label="Answer again" onClick={again}>
            <RotateCcw aria-hidden className="size-4" />
          </button>
        )}
        {isLast && !isEmpty && shown.status !== "complete" && (
          <button
            type="button"
            className="btn border-line hover:border-line-strong ml-1 border"
            disabled={!canSend}
            onClick={continueAnswer}
          >
            Continue the answer
          </button>
        )}
      </div>
    </div>
  );
}

function EndNote({ icon, children }: { icon: "stopped" | "interrupted"; children: React.ReactNode }) {
  const Icon = icon === "stopped" ? CirclePause : PlugZap;
  return (
    <p className="text-ink-soft flex items-center gap-2 text-sm">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
