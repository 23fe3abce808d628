import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

/** What axe finds, one line each, so that a failure says where to look. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Colours on their way to somewhere else have no contrast worth measuring.
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
