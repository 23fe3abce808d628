import { chromium, type BrowserContext } from "playwright";
import { inject } from "vitest";
import { BROWSER_ARGS } from "../browser/open-browser.ts";

/** A browser whose profile is in this folder, as on a user's machine; closing the context ends it. */
export function openProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: inject("browserPath"),
    args: [...BROWSER_ARGS],
    // They keep a browser under test from remembering what a user's remembers.
    ignoreDefaultArgs: ["--enable-automation", "--disable-back-forward-cache"],
    baseURL: inject("stack").web,
    viewport: { width: 1280, height: 800 },
  });
}
