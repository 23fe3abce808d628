import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

/** In order of preference. The headless shell has the same engine, and pages load in half the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const INSTALL_TIMEOUT_MS = 240_000;

/**
 * Path of a Chromium browser: one that is installed, else Playwright's own, else Debian's package if we may install it.
 * Throws an error that says what was tried and what to do.
 */
export function findBrowser(): string {
  return onPath() ?? playwrights() ?? debians() ?? giveUp();
}

function onPath(): string | null {
  const given = process.env["SENDCAT_BROWSER"];
  if (given) return given;
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function playwrights(): string | null {
  const path = chromium.executablePath();
  if (!existsSync(path)) {
    const cli = join(import.meta.dirname, "../node_modules/playwright/cli.js");
    attempt(process.execPath, [cli, "install", "chromium"]);
  }
  return existsSync(path) ? path : null;
}

function debians(): string | null {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  const install = (name: string) => attempt("apt-get", ["install", "-q", "-y", "--no-install-recommends", name]);
  const done = attempt("apt-get", ["update", "-q"]) && (install("chromium-headless-shell") || install("chromium"));
  return done ? onPath() : null;
}

function attempt(command: string, args: readonly string[]): boolean {
  console.log(`no browser found; trying: ${command} ${args.slice(-2).join(" ")}`);
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: INSTALL_TIMEOUT_MS, env: { ...process.env } });
    return true;
  } catch {
    return false;
  }
}

function giveUp(): never {
  throw new Error(
    "No browser for the end-to-end tests. None of chromium-headless-shell, chromium, google-chrome is on the PATH, and neither Playwright's nor Debian's could be installed. " +
      "Install Chromium or Chrome, or set SENDCAT_BROWSER to its path.",
  );
}
