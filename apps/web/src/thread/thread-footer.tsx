"use client";

import { useEffect } from "react";
import { PlainNotice } from "../markdown/plain-notice.tsx";
import { BoughtNotice } from "../upgrade/bought-notice.tsx";
import { keepMessage } from "../upgrade/kept-message.ts";
import type { BoughtPlan } from "../upgrade/use-bought-plan.ts";
import type { ConversationState } from "../conversation/conversation.ts";
import type { AttachmentTray } from "../attachments/use-attachment-tray.ts";
import { isExhaustion, quotaGate } from "../quota/quota-gate.ts";
import { QuotaScreen } from "../quota/quota-screen.tsx";
import type { QuotaState } from "../quota/quota-store.ts";
import { TurnsLeft } from "../quota/turns-left.tsx";
import { RefusalNotice } from "../refusal/refusal-notice.tsx";
import { useChatServices } from "../session/chat-services.ts";
import { ProvingNotice } from "../session/proving-notice.tsx";
import { useSessionState } from "../session/use-session-state.ts";
import { Composer } from "./composer.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { useThreadActions } from "./thread-actions.tsx";

/** Below the conversation: notices, and the composer or the screen that replaces it while a limit is used up. */
export function ThreadFooter({
  threadId,
  bought,
  tray,
  live,
  quota,
  isRunning,
  model,
  onModel,
}: {
  /** Null before the thread has an address. */
  threadId: string | null;
  bought: BoughtPlan | null;
  tray: AttachmentTray;
  live: ConversationState;
  quota: QuotaState;
  isRunning: boolean;
  model: string | undefined;
  onModel: (model: string | undefined) => void;
}) {
  const services = useChatServices();
  const { retry, retryByItself } = useThreadActions();
  const session = useSessionState();
  const { turn } = live;
  const gate = isRunning ? null : quotaGate(turn, quota);
  const refusal = turn?.phase === "refused" && turn.error && !gate ? turn.error : null;

  // A limit that is used up here is used up in every tab.
  const exhaustion = turn?.phase === "refused" && turn.error && isExhaustion(turn.error) ? turn.error : null;
  const exhaustedAtMs = turn?.errorAtMs ?? 0;
  useEffect(() => {
    if (!exhaustion) return;
    services.quota.exhaust({ error: exhaustion, atMs: exhaustedAtMs });
    void services.quota.refresh();
  }, [services, exhaustion, exhaustedAtMs]);

  const reopen = (): void => {
    services.quota.reopen();
    void services.quota.refresh();
    if (turn?.phase === "refused") retry();
  };
  const keep = (): void => {
    if (turn?.phase !== "refused" || !turn.userMessage || threadId === null) return;
    const { text, attachments } = turn.userMessage;
    void keepMessage({ threadId, text, attachments: [...attachments], model: turn.model, keptAtMs: Date.now() });
  };
  return (
    <div className="mx-auto w-full max-w-3xl shrink-0 space-y-3 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
      {session.failure && (
        <RefusalNotice
          error={session.failure.error}
          receivedAtMs={session.failure.atMs}
          onRetry={session.retry}
          autoRetry={{ attempt: session.failure.attempt, run: session.retry }}
        />
      )}
      {refusal && turn && (
        <RefusalNotice
          error={refusal}
          receivedAtMs={turn.errorAtMs}
          onRetry={retry}
          autoRetry={{ attempt: turn.attempt, run: retryByItself }}
        />
      )}
      {bought && <BoughtNotice bought={bought} />}
      {session.isProving && <ProvingNotice />}
      <PlainNotice />
      <ConnectionNotice live={live} onRetry={retry} />
      {gate ? (
        <QuotaScreen gate={gate} threadId={threadId} onReset={reopen} onUpgrade={keep} />
      ) : (
        <Composer tray={tray} isRunning={isRunning} model={model} onModel={onModel} />
      )}
      <p className="text-ink-soft px-2 text-center text-xs text-balance">
        {!gate && <TurnsLeft quota={quota.view} />}
        Sendcat can be wrong. Check prices before you pay.
      </p>
    </div>
  );
}
