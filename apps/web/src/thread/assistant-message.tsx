"use client";

import { MessagePrimitive } from "@assistant-ui/react";
import { toPublicError } from "@sendcat/shared-types";
import { RotateCcw } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";
import type { ShownMessage } from "../conversation/shown-message.ts";
import { AnswerExtras } from "../extras/answer-extras.tsx";
import { RefusalNotice } from "../refusal/refusal-notice.tsx";
import { ReportAnswer } from "../report/report-answer.tsx";
import { ANSWER_ENDS, type EndStatus } from "./answer-ends.ts";
import { AnswerParts } from "./answer-parts.tsx";
import { CopyAnswer } from "./copy-answer.tsx";
import { useThreadActions } from "./thread-actions.tsx";
import { TypingIndicator } from "./typing-indicator.tsx";

export function AssistantMessage({ shown }: { shown: ShownMessage }) {
  const { status } = shown;
  const isStreaming = status === "streaming";
  const isEmpty = shown.parts.every((part) => part.type === "source-url" || ("text" in part && part.text === ""));
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
        <AnswerExtras parts={shown.parts} />
        {status !== "streaming" && <AnswerEnd shown={shown} status={status} isEmpty={isEmpty} />}
      </div>
    </MessagePrimitive.Root>
  );
}

function AnswerEnd({ shown, status, isEmpty }: { shown: ShownMessage; status: EndStatus; isEmpty: boolean }) {
  const { lastAnswerId, regenerate, continueAnswer, canSend } = useThreadActions();
  const isLast = lastAnswerId === shown.id;
  const again = isLast ? () => regenerate(shown.id) : null;
  const { canContinue } = ANSWER_ENDS[status];
  return (
    <div className="mt-3 space-y-3">
      <EndNote status={status} isEmpty={isEmpty} />
      {status === "failed" && (
        <RefusalNotice
          error={shown.error ?? toPublicError({ code: "upstream_error" })}
          receivedAtMs={shown.createdAtMs}
          onRetry={again}
        />
      )}
      <div
        className={`-ml-2 flex items-center gap-0.5 transition-opacity ${isLast ? "" : "opacity-0 group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100"}`}
      >
        {!isEmpty && <CopyAnswer parts={shown.parts} />}
        {!isEmpty && shown.turnId !== null && <ReportAnswer turnId={shown.turnId} />}
        {again && status === "empty" && (
          <button type="button" className="btn border-line hover:border-line-strong ml-2 border" onClick={again}>
            <RotateCcw aria-hidden className="size-3.5" /> Try again
          </button>
        )}
        {again && status !== "failed" && status !== "empty" && (
          <button type="button" className="btn-icon" aria-label="Answer again" onClick={again}>
            <RotateCcw aria-hidden className="size-4" />
          </button>
        )}
        {isLast && !isEmpty && canContinue && (
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

function EndNote({ status, isEmpty }: { status: EndStatus; isEmpty: boolean }) {
  const { note } = ANSWER_ENDS[status];
  if (!note) return null;
  return (
    <p className="text-ink-soft flex items-center gap-2 text-sm" data-testid="end-note">
      <note.icon aria-hidden className="size-4 shrink-0" />
      <span>{status === "stopped" && isEmpty ? "You stopped this answer before it began." : note.text}</span>
    </p>
  );
}
