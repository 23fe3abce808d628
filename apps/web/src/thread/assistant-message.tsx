"use client";

import { MessagePrimitive } from "@assistant-ui/react";
import { actionsOf, endingSentence, toPublicError, type Ending } from "@sendcat/shared-types";
import { ArrowRight, RotateCcw } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";
import type { ShownMessage } from "../conversation/shown-message.ts";
import { AnswerExtras } from "../extras/answer-extras.tsx";
import { RefusalNotice } from "../refusal/refusal-notice.tsx";
import { ReportAnswer } from "../report/report-answer.tsx";
import { AnswerParts } from "./answer-parts.tsx";
import { CopyAnswer } from "./copy-answer.tsx";
import { EndingNote } from "./ending-note.tsx";
import { useThreadActions } from "./thread-actions.tsx";
import { TypingIndicator } from "./typing-indicator.tsx";

const ACTION = "btn border-line hover:border-line-strong mx-1 border";

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
        {!isStreaming && status !== "unsent" && <AnswerEnd shown={shown} ending={status} isEmpty={isEmpty} />}
      </div>
    </MessagePrimitive.Root>
  );
}

interface AnswerEndProps {
  readonly shown: ShownMessage;
  readonly ending: Ending;
  readonly isEmpty: boolean;
}

function AnswerEnd({ shown, ending, isEmpty }: AnswerEndProps) {
  const { lastAnswerId, regenerate, continueAnswer, canSend } = useThreadActions();
  const isLast = lastAnswerId === shown.id;
  const again = isLast ? () => regenerate(shown.id) : null;
  const actions = isLast ? actionsOf(ending, !isEmpty) : [];
  const note = endingSentence(ending);
  const isFailed = ending === "failed";
  return (
    <div className="mt-3 space-y-3">
      {note !== "" && !isFailed && <EndingNote ending={ending} text={note} />}
      {isFailed && (
        <RefusalNotice
          error={shown.error ?? toPublicError({ code: "upstream_error" })}
          receivedAtMs={shown.createdAtMs}
          onRetry={again}
        />
      )}
      <div
        className={`-ml-2 flex flex-wrap items-center gap-0.5 transition-opacity ${isLast ? "" : "opacity-0 group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100"}`}
      >
        {actions.includes("continue") && (
          <button type="button" className={ACTION} disabled={!canSend} onClick={() => continueAnswer(shown.id)}>
            <ArrowRight aria-hidden className="size-3.5" /> Continue
          </button>
        )}
        {again && actions.includes("try-again") && !isFailed && (
          <button type="button" className={ACTION} disabled={!canSend} onClick={again}>
            <RotateCcw aria-hidden className="size-3.5" /> Try again
          </button>
        )}
        {!isEmpty && <CopyAnswer parts={shown.parts} />}
        {!isEmpty && shown.turnId !== null && <ReportAnswer turnId={shown.turnId} />}
        {again && !actions.includes("try-again") && (
          <button type="button" className="btn-icon" aria-label="Answer again" onClick={again}>
            <RotateCcw aria-hidden className="size-4" />
          </button>
        )}
      </div>
    </div>
  );
}
