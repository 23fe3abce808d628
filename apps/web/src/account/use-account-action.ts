"use client";

import { ChatRefusal } from "@sendcat/chat-client";
import { useCallback, useState } from "react";

export interface AccountAction {
  readonly isBusy: boolean;
  /** What went wrong, in words for the user; null when nothing did. */
  readonly problem: string | null;
  /** Runs the action. Resolves to whether it succeeded; never rejects. */
  run(action: () => Promise<void>): Promise<boolean>;
}

const NO_NETWORK = "Sendcat could not be reached. Check your connection and try again.";

/** Runs a request to the service, and holds the message of its refusal or failure. */
export function useAccountAction(): AccountAction {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = useCallback(async (action: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await action();
      return true;
    } catch (fault) {
      setProblem(ChatRefusal.isInstance(fault) ? fault.error.message : NO_NETWORK);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { isBusy, problem, run };
}
