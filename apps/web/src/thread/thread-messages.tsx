"use client";

import { ThreadPrimitive } from "@assistant-ui/react";
import { ShownAsText } from "../markdown/shown-as-text.tsx";
import type { ShownMessage } from "../conversation/shown-message.ts";
import { AssistantMessage } from "./assistant-message.tsx";
import { shownOf } from "./convert-message.ts";
import { UserMessage } from "./user-message.tsx";

export function ThreadMessages() {
  return (
    <ThreadPrimitive.Messages>
      {({ message }) => {
        const shown = shownOf(message.metadata.custom);
        if (!shown) return null;
        return (
          <ShownAsText text={textOf(shown)}>
            {shown.role === "user" ? <UserMessage shown={shown} /> : <AssistantMessage shown={shown} />}
          </ShownAsText>
        );
      }}
    </ThreadPrimitive.Messages>
  );
}

function textOf({ parts }: ShownMessage): string {
  return parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("\n\n");
}

export function MessagesSkeleton() {
  return (
    <div aria-hidden className="animate-pulse space-y-8 pt-4" data-testid="messages-skeleton">
      <div className="bg-bubble ml-auto h-11 w-3/5 rounded-3xl rounded-br-lg" />
      <div className="space-y-3 sm:pl-10">
        <div className="bg-line h-3.5 w-11/12 rounded-full" />
        <div className="bg-line h-3.5 w-4/5 rounded-full" />
        <div className="bg-line h-3.5 w-3/5 rounded-full" />
      </div>
    </div>
  );
}
