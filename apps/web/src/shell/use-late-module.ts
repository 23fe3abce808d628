"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { LateModule, LateState } from "./late-module.ts";

/** Pauses before each automatic retry. After the last one, the user decides. */
const PAUSES_MS = [1_000, 4_000, 15_000] as const;

/** Loads the module and returns its state. Retries automatically a few times, and whenever the network comes back. */
export function useLateModule<Module>(late: LateModule<Module>): LateState<Module> {
  const state = useSyncExternalStore(late.subscribe, late.state, late.state);
  const { failures } = state;
  useEffect(() => {
    const load = (): void => void late.load();
    window.addEventListener("online", load);
    const pauseMs = failures === 0 ? 0 : PAUSES_MS[failures - 1];
    const timer = pauseMs === undefined ? undefined : setTimeout(load, pauseMs);
    return () => {
      window.removeEventListener("online", load);
      clearTimeout(timer);
    };
  }, [late, failures]);
  return state;
}
