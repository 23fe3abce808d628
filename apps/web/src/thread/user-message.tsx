"use client";

import { MessagePrimitive } from "@assistant-ui/react";
import { SentAttachments } from "../attachments/sent-attachments.tsx";
import type { ShownMessage } from "../conversation/shown-message.ts";

export function UserMessage({ shown }: { shown: ShownMessage }) {
  const isUnsent = shown.status === "unsent";
  return (
    <MessagePrimitive.Root
      className="flex flex-col items-end pb-7"
      data-testid="user-message"
      data-status={shown.status}
    >
      <h2 className="sr-only">You</h2>
      {shown.attachments && <SentAttachments attachments={shown.attachments} />}
      <div
        className={`bg-bubble max-w-[min(85%,34rem)] rounded-3xl rounded-br-lg px-4.5 py-2.5 leading-relaxed wrap-anywhere whitespace-pre-wrap ${isUnsent ? "opacity-70" : ""}`}
      >
        {shown.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("\n")}
      </div>
      {isUnsent && <span className="text-danger mt-1.5 pr-1 text-xs">Not sent yet</span>}
    </MessagePrimitive.Root>
  );
}
