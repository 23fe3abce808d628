"use client";

import { useCallback, useMemo } from "react";
import { useChatServices } from "./chat-services.ts";
import { useSessionState } from "./use-session-state.ts";

/** The hook that ConvexProviderWithAuth needs: Convex gets the same token as the API. */
export function useSessionAuth(): {
  isLoading: boolean;
  isAuthenticated: boolean;
  fetchAccessToken: (options: { forceRefreshToken: boolean }) => Promise<string | null>;
} {
  const { session } = useChatServices();
  const { user, failure } = useSessionState();
  // Convex asks for a new token when this function changes, which it must after signing in or out.
  const who = user && `${user.id} ${user.kind} ${user.plan}`;
  const fetchAccessToken = useCallback(
    async ({ forceRefreshToken }: { forceRefreshToken: boolean }) => {
      try {
        return await session.token({ forceRefresh: forceRefreshToken });
      } catch {
        return null;
      }
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `who` changes the function on purpose
    [session, who],
  );
  const isAuthenticated = user !== null;
  const isLoading = !isAuthenticated && failure === null;
  return useMemo(
    () => ({ isLoading, isAuthenticated, fetchAccessToken }),
    [isLoading, isAuthenticated, fetchAccessToken],
  );
}
