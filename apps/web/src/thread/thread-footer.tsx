"use client";

import type { QuotaView } from "@sendcat/shared-types";
import type { ConversationState } from "../conversation/conversation.ts";
import { QuotaScreen } from "../refusal/quota-screen.tsx";
import { RefusalNotice } from "../refusal/refusal-notice.tsx";
import { useSessionState } from "../session/use-session-state.ts";
import { Composer } from "./composer.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { quotaGate } from "./quota-gate.ts";
import { useThreadActions } from "./thread-actions.tsx";

/** Below the conversation: what stands in the way, if anything does, and the composer. */
export function ThreadFooter({
  live,
  quota,
  isRunning,
  model,
  onModel,
  onQuotaReset,
}: {
  live: ConversationState;
  quota: QuotaView | null;
  isRunning: boolean;
  model: string | undefined;
  onModel: (model: string | undefined) => void;
  onQuotaReset: () => void;
}) {
  const { retry } = useThreadActions();
  const session = useSessionState();
  const { turn } = live;
  const gate = isRunning ? null : quotaGate(turn, quota);
  const refusal = turn?.phase === "refused" && turn.error && !gate ? turn.error : null;
  return (
    <div className="mx-auto w-full max-w-3xl shrink-0 space-y-3 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
      {session.failure && (
        <RefusalNotice error={session.failure.error} receivedAtMs={session.failure.atMs} onRetry={session.retry} />
      )}
      {refusal && turn && <RefusalNotice error={refusal} receivedAtMs={turn.errorAtMs} onRetry={retry} />}
      <ConnectionNotice live={live} onRetry={retry} />
      {gate ? (
        <QuotaScreen {...gate} onReset={onQuotaReset} />
      ) : (
        <Composer isRunning={isRunning} model={model} onModel={onModel} />
      )}
      <p className="text-ink-soft px-2 text-center text-xs text-balance">
        Sendcat can be wrong. Check prices before you pay.
      </p>
    </div>
  );
}
