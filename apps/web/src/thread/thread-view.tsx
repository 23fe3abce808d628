"use client";

import { AssistantRuntimeProvider, ThreadPrimitive, useExternalStoreRuntime } from "@assistant-ui/react";
import { isPicture } from "@sendcat/shared-types";
import { ArrowDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Conversation } from "../conversation/conversation.ts";
import type { ShownMessage } from "../conversation/shown-message.ts";
import { useThread } from "../conversation/use-thread.ts";
import type { QuotaState } from "../quota/quota-store.ts";
import { useChatServices } from "../session/chat-services.ts";
import { useHydrated } from "../shell/use-hydrated.ts";
import { useAttachmentTray } from "../attachments/use-attachment-tray.ts";
import { Announcer } from "./announcer.tsx";
import { convertMessage } from "./convert-message.ts";
import { MissingThread } from "./missing-thread.tsx";
import { MessagesSkeleton, ThreadMessages } from "./thread-messages.tsx";
import { ThreadActionsContext, type ThreadActions } from "./thread-actions.tsx";
import { ThreadFooter } from "./thread-footer.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import { useEscapeToStop } from "./use-escape-to-stop.ts";
import type { BoughtPlan } from "../upgrade/use-bought-plan.ts";
import { Welcome } from "./welcome.tsx";

export interface ThreadViewProps {
  readonly conversation: Conversation;
  /** The thread has no address yet. */
  readonly isDraft: boolean;
  readonly quota: QuotaState;
  /** Set when the user has returned from paying. */
  readonly bought: BoughtPlan | null;
  readonly onTurnEnd: () => void;
  readonly onFirstSend: () => void;
  readonly onNew: () => void;
  readonly onOpenDrawer: () => void;
  readonly onToggleSidebar: () => void;
}

export function ThreadView(props: ThreadViewProps) {
  const { conversation, onTurnEnd } = props;
  const services = useChatServices();
  // A draft that was committed in this tab keeps its state: it was new when it was opened.
  const [isNew] = useState(props.isDraft);
  const thread = useThread(conversation, isNew);
  const [model, setModel] = useState(services.model.current);
  const { messages, live } = thread;
  const last = messages.at(-1);
  const streamingTurnId = last?.status === "streaming" && live.turn?.phase !== "lost" ? last.turnId : null;
  const isRunning = streamingTurnId !== null;
  const tray = useAttachmentTray();
  const earlierPictures = picturesIn(messages);
  const canSend = !isRunning && !tray.isUploading;
  const isHydrated = useHydrated();

  useTurnEnd(isRunning, onTurnEnd);
  const title = thread.view?.title ?? null;
  const stop = useMemo(
    () => (streamingTurnId ? () => conversation.stop(streamingTurnId) : null),
    [conversation, streamingTurnId],
  );
  useEscapeToStop(stop);

  const send = (text: string): void => {
    if (!canSend || text.trim() === "") return;
    if (props.isDraft) props.onFirstSend();
    const attachments = tray.take();
    conversation.send(text, { model, attachments, earlierPictures });
  };
  const runtime = useExternalStoreRuntime<ShownMessage>({
    messages,
    convertMessage,
    isRunning,
    isSendDisabled: !canSend,
    isLoading: thread.isLoading,
    onNew: async ({ content }) => send(content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")),
    onCancel: async () => stop?.(),
  });

  const actions = useMemo<ThreadActions>(
    () => ({
      regenerate: (messageId) => conversation.regenerate(messageId, { model: services.model.current, earlierPictures }),
      continueAnswer: (messageId) => conversation.goOn(messageId, { model: services.model.current, earlierPictures }),
      retry: () => conversation.retry(),
      retryByItself: () => conversation.retry({ byItself: true }),
      lastAnswerId: !isRunning && last?.role === "assistant" ? last.id : null,
      canSend,
    }),
    [conversation, services, earlierPictures, isRunning, canSend, last?.role, last?.id],
  );

  // A user who returns from paying may have a first message that is still to be sent.
  const isExpected = props.bought !== null && props.bought.phase !== "ready";
  const isMissing = !isNew && !isExpected && thread.view === null && live.turn === null && messages.length === 0;
  const isEmpty = messages.length === 0 && !thread.isLoading;
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadActionsContext value={actions}>
        <main
          id="main"
          tabIndex={-1}
          className="relative flex min-w-0 flex-1 flex-col pr-[env(safe-area-inset-right)] outline-none"
        >
          <ThreadHeader
            title={isEmpty ? null : (title ?? "New conversation")}
            onOpenDrawer={props.onOpenDrawer}
            onToggleSidebar={props.onToggleSidebar}
            onNew={props.onNew}
          />
          {isMissing ? (
            <MissingThread onNew={props.onNew} />
          ) : (
            <ThreadPrimitive.ViewportProvider>
              <ThreadPrimitive.Root className="relative flex min-h-0 flex-1 flex-col">
                <ThreadPrimitive.Viewport
                  className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain"
                  tabIndex={0}
                  role="region"
                  aria-label="Conversation"
                  aria-busy={isRunning}
                  autoScroll={!isEmpty}
                  scrollToBottomOnInitialize={!isEmpty}
                  scrollToBottomOnThreadSwitch={!isEmpty}
                >
                  {isEmpty ? (
                    <Welcome onPick={send} isDisabled={!isHydrated} />
                  ) : (
                    <div className="mx-auto w-full max-w-3xl px-4 pt-4 sm:px-6">
                      {thread.canLoadEarlier && (
                        <button type="button" className="btn btn-quiet mx-auto mb-4 flex" onClick={thread.loadEarlier}>
                          Show earlier messages
                        </button>
                      )}
                      {thread.isLoading ? <MessagesSkeleton /> : <ThreadMessages />}
                    </div>
                  )}
                </ThreadPrimitive.Viewport>
                <div className="relative shrink-0">
                  <ThreadPrimitive.ScrollToBottom
                    className="bg-surface border-line shadow-card text-ink-soft hover:text-ink absolute -top-12 left-1/2 grid size-9 -translate-x-1/2 place-items-center rounded-full border disabled:invisible"
                    aria-label="Scroll to the newest message"
                  >
                    <ArrowDown aria-hidden className="size-4" />
                  </ThreadPrimitive.ScrollToBottom>
                  <ThreadFooter
                    threadId={props.isDraft ? null : conversation.threadId}
                    bought={props.bought}
                    tray={tray}
                    live={live}
                    quota={props.quota}
                    isRunning={isRunning}
                    model={model}
                    onModel={(next) => {
                      services.model.current = next;
                      setModel(next);
                    }}
                  />
                </div>
              </ThreadPrimitive.Root>
            </ThreadPrimitive.ViewportProvider>
          )}
          <Announcer last={last} />
        </main>
      </ThreadActionsContext>
    </AssistantRuntimeProvider>
  );
}

/** Number of pictures in the conversation. */
function picturesIn(messages: readonly ShownMessage[]): number {
  return messages.reduce((sum, { attachments = [] }) => sum + attachments.filter(isPicture).length, 0);
}

/** Calls `onTurnEnd` when an answer ends, however it ends. */
function useTurnEnd(isRunning: boolean, onTurnEnd: () => void): void {
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) onTurnEnd();
    wasRunning.current = isRunning;
  }, [isRunning, onTurnEnd]);
}
