import { setTimeout as delay } from "node:timers/promises";
import { failed, ok, warning, type Check } from "../check.ts";
import { noTurn } from "../no-turn.ts";
import { usd } from "../usd.ts";

const WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;
/** The core settles what is due once a minute. */
const LATE_MS = 180_000;

/** The turn's cost is in the service's books, as operators see them. */
export const turnCharged: Check = {
  name: "its cost is in the books",
  needs: ["SENDCAT_SIGNING_KEY"],
  mend: "docs/runbook.md has a section for settlements that wait; the provider's own figure is in OpenRouter's activity page.",
  async look({ turn, ledger }) {
    if (!(await turn().catch(() => null))) return noTurn;
    for (const untilMs = Date.now() + WITHIN_MS; ; await delay(LOOK_EVERY_MS)) {
      const books = await ledger();
      const isLate = books?.queues.filter(({ oldestAgeMs }) => oldestAgeMs > LATE_MS) ?? [];
      if (books && books.settledMicroUsd > 0) {
        const says = `${usd(books.settledMicroUsd)} more than before, ${usd(books.heldMicroUsd)} on hold`;
        return isLate.length > 0
          ? warning(`${says}; waiting long: ${isLate.map(({ name }) => name).join(", ")}`)
          : ok(says);
      }
      if (Date.now() > untilMs) return failed(`nothing more is settled after ${WITHIN_MS / 1_000} s`);
    }
  },
};
