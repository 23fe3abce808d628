"use client";

import { useEffect } from "react";

/** Escape stops the answer wherever the focus is, unless a menu or dialog takes the key first. */
export function useEscapeToStop(stop: (() => void) | null): void {
  useEffect(() => {
    if (!stop) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      stop();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [stop]);
}
