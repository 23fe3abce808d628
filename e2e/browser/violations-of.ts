import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

/** Accessibility violations that axe finds, one line each, so that a failure says where to look. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Waits for animations to end: contrast cannot be measured while colours change.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`));
}
