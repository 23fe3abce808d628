"use client";

import type { ProviderView } from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import { useChatServices } from "../session/chat-services.ts";

/** The providers to sign in with; empty until they are known. */
export function useProviders(): readonly ProviderView[] {
  const { session } = useChatServices();
  const [providers, setProviders] = useState<readonly ProviderView[]>([]);
  useEffect(() => {
    let isCurrent = true;
    session.providers().then(
      (known) => isCurrent && setProviders(known),
      // The other ways to sign in still work.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [session]);
  return providers;
}
