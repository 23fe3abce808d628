"use client";

import { createContext, useContext } from "react";

export interface ThreadActions {
  /** Replaces the last answer with a new one. */
  regenerate(messageId: string): void;
  /** Asks for the rest of the last answer. */
  continueAnswer(messageId: string): void;
  /** Sends a refused turn again, or resumes a lost one. */
  retry(): void;
  /** The same, done automatically when the time to try again has come. */
  retryByItself(): void;
  /** Id of the answer that can be replaced now; null while an answer is being written. */
  readonly lastAnswerId: string | null;
  readonly canSend: boolean;
}

export const ThreadActionsContext = createContext<ThreadActions | null>(null);

export function useThreadActions(): ThreadActions {
  const actions = useContext(ThreadActionsContext);
  if (!actions) throw new Error("useThreadActions needs a ThreadActionsContext above it.");
  return actions;
}
