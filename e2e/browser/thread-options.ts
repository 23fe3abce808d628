import type { Locator, Page } from "playwright";

/** The list of one's own conversations. */
export function threadList(page: Page): Locator {
  return page.getByRole("navigation", { name: "Conversations" });
}

/** Picks from a conversation's menu, by keyboard. By its address: a title may be found by the service at any time. */
export async function pickOption(page: Page, threadId: string, item: string): Promise<void> {
  const entry = threadList(page)
    .getByRole("listitem")
    .filter({ has: page.locator(`a[href="/t/${threadId}"]`) });
  await entry.getByRole("button", { name: /^Options for / }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: item }).focus();
  await page.keyboard.press("Enter");
}
