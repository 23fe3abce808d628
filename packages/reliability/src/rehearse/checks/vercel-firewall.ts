import { namesOf } from "@sendcat/shared-types";
import { z } from "zod";
import { failed, ok, warning, type Check } from "../check.ts";
import { runProgram } from "../run-program.ts";

const ids = z.array(z.string());
const diffSchema = z.object({ added: ids, changed: ids, removed: ids, reordered: ids, drifted: ids, unchanged: ids });
/** How the published rules differ. */
const WORDS = {
  added: "not published",
  changed: "published in another form",
  removed: "published and no longer ours",
  reordered: "published in another order",
} as const;
const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** `pnpm waf diff`: the rules that are published are the rules of this release. */
export const vercelFirewall: Check = {
  name: "the firewall's rules",
  needs: ["VERCEL_TOKEN", "VERCEL_PROJECT_ID"],
  mend: "pnpm waf push (docs/deploy.md, step 8)",
  async look({ env }) {
    const { VERCEL_TOKEN, VERCEL_PROJECT_ID, VERCEL_TEAM_ID, VERCEL_API_URL, SENDCAT_POLICY } = env;
    const given = { VERCEL_TOKEN, VERCEL_PROJECT_ID, VERCEL_TEAM_ID, VERCEL_API_URL, SENDCAT_POLICY };
    const { out, err } = await runProgram(["packages/firewall/src/cli.ts", "diff", "--json"], given);
    const said: unknown = out.startsWith("{") ? JSON.parse(out) : null;
    const refused = errorSchema.safeParse(said);
    if (refused.success) return failed(refused.data.error.message);
    const read = diffSchema.safeParse(said);
    if (!read.success) return failed(`\`pnpm waf diff\` did not say: ${err.slice(-300)}`);
    const { drifted, unchanged, ...pending } = read.data;
    const differences = namesOf(WORDS).filter((how) => pending[how].length > 0);
    if (differences.length > 0)
      return failed(differences.map((how) => `${WORDS[how]}: ${pending[how].join(", ")}`).join("; "));
    if (drifted.length > 0)
      return {
        ...warning(`edited by hand: ${drifted.join(", ")}`),
        mend: "Keep the edit, or take it back: pnpm waf push --overwrite",
      };
    return ok(`${unchanged.length} rules, as published`);
  },
};
