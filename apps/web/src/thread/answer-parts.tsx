"use client";

import {
  MessagePrimitive,
  useMessagePartReasoning,
  useMessagePartText,
  type ToolCallMessagePartProps,
} from "@assistant-ui/react";
import { ChevronRight } from "lucide-react";
import { AnswerText } from "../markdown/answer-text.tsx";
import { hideUnfinishedTable } from "../markdown/hide-unfinished-table.ts";
import { ToolCard } from "../tools/tool-card.tsx";
import type { ShownTool } from "./convert-message.ts";

function TextPart() {
  const { text, status } = useMessagePartText();
  const isStreaming = status.type === "running";
  return <AnswerText text={isStreaming ? hideUnfinishedTable(text) : text} isStreaming={isStreaming} />;
}

function ReasoningPart() {
  const { text, status } = useMessagePartReasoning();
  const isRunning = status.type === "running";
  return (
    <details className="group text-ink-soft mb-3 text-sm">
      <summary className="hover:text-ink flex w-fit cursor-pointer list-none items-center gap-1 rounded-lg py-1 font-medium">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {isRunning ? "Thinking…" : "How I got there"}
      </summary>
      <p className="border-line mt-1 border-l-2 pl-4 leading-relaxed whitespace-pre-wrap">{text}</p>
    </details>
  );
}

function ToolCallPart({ artifact, status }: ToolCallMessagePartProps) {
  // safe because convertMessage is the only writer of this field
  const { part, job } = artifact as ShownTool;
  return <ToolCard part={part} job={job} isStreaming={status.type === "running"} />;
}

const COMPONENTS = { Text: TextPart, Reasoning: ReasoningPart, tools: { Override: ToolCallPart } };

export function AnswerParts() {
  return <MessagePrimitive.Parts components={COMPONENTS} />;
}
