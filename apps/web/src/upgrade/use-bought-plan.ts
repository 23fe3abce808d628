"use client";

import { BOUGHT_PARAM, PLAN_NAMES, planNameSchema, type PlanName } from "@sendcat/shared-types";
import { useCallback, useEffect, useRef, useState } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { takeMessage } from "./kept-message.ts";

export interface BoughtPlan {
  readonly plan: PlanName;
  /** The payment provider usually confirms within a second; `late`: not within half a minute. */
  readonly phase: "confirming" | "late" | "ready";
  /** Checks again. */
  check(): void;
  dismiss(): void;
}

const GAP_MS = 1_000;
const TRIES = 30;

/** After the user returns from paying: waits until the plan is active, then sends the message that was refused without it. */
export function useBoughtPlan(): BoughtPlan | null {
  const { session, quota, conversations } = useChatServices();
  const [bought, setBought] = useState<Pick<BoughtPlan, "plan" | "phase"> | null>(null);
  const isChecking = useRef(false);

  const confirm = useCallback(
    async (plan: PlanName): Promise<void> => {
      if (isChecking.current) return;
      isChecking.current = true;
      setBought({ plan, phase: "confirming" });
      const hasPlan = async (): Promise<boolean> => {
        await session.token({ forceRefresh: true }).catch(() => undefined);
        return PLAN_NAMES.indexOf(session.user()?.plan ?? "guest") >= PLAN_NAMES.indexOf(plan);
      };
      for (let tried = 0; tried < TRIES; tried++) {
        if (await hasPlan()) {
          quota.reopen();
          void quota.refresh();
          const kept = await takeMessage(Date.now());
          if (kept)
            conversations.of(kept.threadId).send(kept.text, { model: kept.model, attachments: kept.attachments });
          isChecking.current = false;
          return setBought({ plan, phase: "ready" });
        }
        await new Promise((resolve) => setTimeout(resolve, GAP_MS));
      }
      isChecking.current = false;
      setBought({ plan, phase: "late" });
    },
    [session, quota, conversations],
  );

  useEffect(() => {
    const parsed = planNameSchema.safeParse(new URLSearchParams(window.location.search).get(BOUGHT_PARAM));
    if (!parsed.success) return;
    // Reloading the page must not show the notice again.
    window.history.replaceState(null, "", window.location.pathname);
    void confirm(parsed.data);
  }, [confirm]);

  if (!bought) return null;
  return { ...bought, check: () => void confirm(bought.plan), dismiss: () => setBought(null) };
}
