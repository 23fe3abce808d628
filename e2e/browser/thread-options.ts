import type { Locator, Page } from "playwright";

/** The user's list of conversations. */
export function threadList(page: Page): Locator {
  return page.getByRole("navigation", { name: "Conversations" });
}

/** Picks an item of a conversation's menu, by keyboard. Finds the conversation by its address, because its title can change at any time. */
export async function pickOption(page: Page, threadId: string, item: string): Promise<void> {
  const entry = threadList(page)
    .getByRole("listitem")
    .filter({ has: page.locator(`a[href="/t/${threadId}"]`) });
  await entry.getByRole("button", { name: /^Options for / }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: item }).focus();
  await page.keyboard.press("Enter");
}
