"use client";

import { useCallback, useSyncExternalStore } from "react";
import { THEME_STORAGE_KEY } from "./theme-script.ts";

export type ThemeChoice = "system" | "light" | "dark";

const listeners = new Set<() => void>();

function choice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(THEME_STORAGE_KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    // Storage may be blocked; the system's theme needs none.
    return "system";
  }
}

function apply(): void {
  const chosen = choice();
  const isDark = chosen === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  if (listeners.size === 0) {
    system.addEventListener("change", apply);
    window.addEventListener("storage", apply);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    system.removeEventListener("change", apply);
    window.removeEventListener("storage", apply);
  };
}

/** The theme chosen on this device, in step with other tabs and with the system. */
export function useTheme(): { readonly theme: ThemeChoice; readonly setTheme: (theme: ThemeChoice) => void } {
  const theme = useSyncExternalStore(subscribe, choice, () => "system" as const);
  const setTheme = useCallback((next: ThemeChoice) => {
    try {
      if (next === "system") localStorage.removeItem(THEME_STORAGE_KEY);
      else localStorage.setItem(THEME_STORAGE_KEY, next);
    } catch {
      document.documentElement.dataset["theme"] = next === "dark" ? "dark" : "light";
      return;
    }
    apply();
  }, []);
  return { theme, setTheme };
}
