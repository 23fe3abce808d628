"use client";

import { createContext, useContext } from "react";

export interface ThreadActions {
  /** Answers the last message anew. */
  regenerate(messageId: string): void;
  /** Asks for the rest of an answer that broke off. */
  continueAnswer(): void;
  /** Sends again what was refused, or picks up what was lost. */
  retry(): void;
  /** The same, when the time to try again has come and nobody pressed anything. */
  retryByItself(): void;
  /** The message that may be answered anew now; null while an answer is being written. */
  readonly lastAnswerId: string | null;
  readonly canSend: boolean;
}

export const ThreadActionsContext = createContext<ThreadActions | null>(null);

export function useThreadActions(): ThreadActions {
  const actions = useContext(ThreadActionsContext);
  if (!actions) throw new Error("useThreadActions needs a ThreadActionsContext above it.");
  return actions;
}
