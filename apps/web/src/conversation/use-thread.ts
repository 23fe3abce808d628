"use client";

import { useChat } from "@ai-sdk/react";
import { joinContinuations, type ThreadView } from "@sendcat/shared-types";
import { useConvexAuth, usePaginatedQuery, useQuery } from "convex/react";
import { useMemo, useSyncExternalStore } from "react";
import { getThread, listMessages } from "../core/queries.ts";
import type { Conversation, ConversationState } from "./conversation.ts";
import { useFollow } from "./use-follow.ts";
import { liveParts } from "./live-parts.ts";
import { mergeMessages } from "./merge-messages.ts";
import type { ShownMessage } from "./shown-message.ts";

const PAGE = 30;
/** Limits how often a fast stream renders. */
const THROTTLE_MS = 40;

export interface Thread {
  readonly messages: readonly ShownMessage[];
  readonly live: ConversationState;
  /** Undefined while loading; null when this user has no such thread. */
  readonly view: ThreadView | null | undefined;
  readonly isLoading: boolean;
  readonly canLoadEarlier: boolean;
  loadEarlier(): void;
}

/** A thread as shown: Convex's live messages, merged with this tab's turn. `isNew`: nothing of it can be stored yet. */
export function useThread(conversation: Conversation, isNew: boolean): Thread {
  const { threadId } = conversation;
  const { isAuthenticated } = useConvexAuth();
  const live = useSyncExternalStore(conversation.subscribe, conversation.state, conversation.state);
  const { messages: chatMessages } = useChat({ chat: conversation.chat, throttle: THROTTLE_MS });
  const isUnwritten = isNew && !live.hasBegun;
  const ready = isAuthenticated && !isUnwritten;
  const pages = usePaginatedQuery(listMessages, ready ? { threadId } : "skip", { initialNumItems: PAGE });
  const view = useQuery(getThread, ready ? { threadId } : "skip");
  const stored = useMemo(() => [...pages.results].reverse(), [pages.results]);
  useFollow({ conversation, stored, turn: live.turn });

  const messages = useMemo(
    () => joinContinuations(mergeMessages({ stored, turn: live.turn, liveParts: liveParts(chatMessages, live.turn) })),
    [stored, live.turn, chatMessages],
  );
  return {
    messages,
    live,
    view: isUnwritten ? null : view,
    isLoading: !isNew && messages.length === 0 && (!isAuthenticated || pages.status === "LoadingFirstPage"),
    canLoadEarlier: pages.status === "CanLoadMore",
    loadEarlier: () => pages.loadMore(PAGE),
  };
}
