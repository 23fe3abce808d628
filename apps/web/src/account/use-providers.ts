"use client";

import type { ProviderView } from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import { useChatServices } from "../session/chat-services.ts";

/** Whom one may sign in with besides; nobody while that is not known. */
export function useProviders(): readonly ProviderView[] {
  const { session } = useChatServices();
  const [providers, setProviders] = useState<readonly ProviderView[]>([]);
  useEffect(() => {
    let isCurrent = true;
    session.providers().then(
      (known) => isCurrent && setProviders(known),
      // The other ways in are there.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [session]);
  return providers;
}
