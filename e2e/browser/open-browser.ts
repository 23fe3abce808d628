import { chromium, type Browser } from "playwright";
import { inject } from "vitest";

export const BROWSER_ARGS: readonly string[] = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  // Chromium's sandbox does not work as root.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** A headless browser for one test file; the caller closes it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject("browserPath"), args: [...BROWSER_ARGS] });
}
