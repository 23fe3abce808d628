"use client";

import { ChatRefusal } from "@sendcat/chat-client";
import { useCallback, useState } from "react";

export interface AccountAction {
  readonly isBusy: boolean;
  /** What went wrong, for the person; null while nothing has. */
  readonly problem: string | null;
  /** Runs one thing at a time. Resolves to whether it went well. */
  run(action: () => Promise<void>): Promise<boolean>;
}

const NO_NETWORK = "Sendcat could not be reached. Check your connection and try again.";

/** Something that is asked of the service, with what it says when it refuses. */
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
