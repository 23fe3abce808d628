"use client";

import { useCallback, useMemo } from "react";
import { useChatServices } from "./chat-services.ts";
import { useSessionState } from "./use-session-state.ts";

/** What ConvexProviderWithAuth asks for: Convex gets the same token the API is called with. */
export function useSessionAuth(): {
  isLoading: boolean;
  isAuthenticated: boolean;
  fetchAccessToken: (options: { forceRefreshToken: boolean }) => Promise<string | null>;
} {
  const { session } = useChatServices();
  const { user, failure } = useSessionState();
  // Convex asks for a token anew when the function is another one: after signing in or out it must.
  const who = user && `${user.id} ${user.kind} ${user.plan}`;
  const fetchAccessToken = useCallback(
    async ({ forceRefreshToken }: { forceRefreshToken: boolean }) => {
      try {
        return await session.token({ forceRefresh: forceRefreshToken });
      } catch {
        return null;
      }
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `who` is what makes it another one
    [session, who],
  );
  const isAuthenticated = user !== null;
  const isLoading = !isAuthenticated && failure === null;
  return useMemo(
    () => ({ isLoading, isAuthenticated, fetchAccessToken }),
    [isLoading, isAuthenticated, fetchAccessToken],
  );
}
