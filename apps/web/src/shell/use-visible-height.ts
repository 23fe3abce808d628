"use client";

import { useEffect } from "react";

/** Sets `--visible-height` to the height above the on-screen keyboard: iOS does not shrink the layout by itself. */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return undefined;
    const update = (): void => {
      const isZoomed = viewport.scale > 1.01;
      const height = isZoomed ? "" : `${Math.round(viewport.height)}px`;
      document.documentElement.style.setProperty("--visible-height", height);
    };
    update();
    viewport.addEventListener("resize", update);
    return () => viewport.removeEventListener("resize", update);
  }, []);
}
