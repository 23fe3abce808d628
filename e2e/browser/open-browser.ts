import { chromium, type Browser } from "playwright";
import { inject } from "vitest";

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** A headless browser for one test file; the caller closes it. */
export function openBrowser(): Promise<Browser> {
  // Chromium's sandbox does not work as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: inject("browserPath"), args: [...FLAGS, ...sandbox] });
}
