import type { Page } from "playwright";
import { codeFor } from "../api/letters.ts";

export const signInForm = (page: Page) => page.getByTestId("sign-in");

/** Fills in the open form by keyboard only: the address, then the code from the e-mail. */
export async function fillInSignIn(page: Page, of: { readonly email: string; readonly inbox: string }): Promise<void> {
  const sinceMs = Date.now();
  await signInForm(page).getByLabel("Your e-mail address").waitFor();
  await page.keyboard.type(of.email);
  await page.keyboard.press("Enter");
  await signInForm(page).getByLabel("Code from the e-mail").waitFor();
  await page.keyboard.type(await codeFor(of.inbox, of.email, sinceMs));
  await page.keyboard.press("Enter");
  await signInForm(page).waitFor({ state: "hidden" });
}
