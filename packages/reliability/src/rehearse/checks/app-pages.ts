import { PUBLIC_PAGES, UNFILLED_ATTRIBUTE } from "@sendcat/shared-types";
import { askFor } from "../ask.ts";
import { ok, warning, type Check } from "../check.ts";

const UNFILLED = new RegExp(`${UNFILLED_ATTRIBUTE}="(\\w+)"`, "g");

/** The pages that app stores and laws ask for are there, and say who runs the service. */
export const appPages: Check = {
  name: "privacy, terms, support, deletion",
  needs: [],
  mend: "Set SENDCAT_OPERATOR_NAME, SENDCAT_OPERATOR_ADDRESS, SENDCAT_OPERATOR_COUNTRY and SENDCAT_SUPPORT_EMAIL where the web app runs, and read the texts (docs/deploy.md, step 8).",
  async look({ origin }) {
    const found = await Promise.all(
      PUBLIC_PAGES.map(async ({ path }) => {
        const { text } = await askFor(`${origin}${path}`, 200);
        const names = new Set([...text.matchAll(UNFILLED)].map(([, name]) => name));
        return names.size > 0 ? [`${path} lacks ${[...names].join(", ")}`] : [];
      }),
    );
    const unfilled = found.flat();
    return unfilled.length > 0 ? warning(unfilled.join("; ")) : ok(`all ${PUBLIC_PAGES.length}, filled in`);
  },
};
