"use client";

import { assistantMessageId, type MessageView } from "@sendcat/shared-types";
import { useEffect, useRef } from "react";
import type { Conversation } from "./conversation.ts";
import { isOpen, type LiveTurn } from "./live-turn.ts";

const FOLLOW_AGAIN_MS = 4_000;
const MAX_TRIES = 20;

/** Keeps the live turn in step with storage: drops a turn whose end is stored, and follows one that another tab started. */
export function useFollow(options: {
  readonly conversation: Conversation;
  /** Oldest first. */
  readonly stored: readonly MessageView[];
  readonly turn: LiveTurn | null;
}): void {
  const { conversation, stored, turn } = options;
  const tries = useRef({ turnId: "", count: 0 });
  const last = stored.at(-1);
  const answer = turn && stored.find((message) => message.id === assistantMessageId(turn.turnId));
  const isSettled = answer !== null && answer !== undefined && answer.status !== "streaming";
  const elsewhere = last?.status === "streaming" ? last.turnId : null;
  const isOurs = turn !== null && (turn.turnId === elsewhere ? isOpen(turn) : isOpen(turn) || turn.phase === "refused");

  useEffect(() => {
    if (isSettled) conversation.settle();
  }, [conversation, isSettled]);

  useEffect(() => {
    if (!elsewhere || isOurs || isSettled) return undefined;
    if (tries.current.turnId !== elsewhere) tries.current = { turnId: elsewhere, count: 0 };
    if (tries.current.count >= MAX_TRIES) return undefined;
    // After a stream ends here, gives storage time to catch up.
    const delayMs = tries.current.count === 0 && turn?.turnId !== elsewhere ? 0 : FOLLOW_AGAIN_MS;
    const timer = setTimeout(() => {
      tries.current.count++;
      conversation.attach(elsewhere);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [conversation, elsewhere, isOurs, isSettled, turn?.turnId, turn?.phase]);
}
