import { askFor } from "../ask.ts";
import { ok, type Check } from "../check.ts";

export const appAnswers: Check = {
  name: "it answers",
  needs: [],
  mend: "Read the deployment's build and function logs in Vercel: they name a missing variable (docs/deploy.md, step 8).",
  async look({ origin }) {
    await askFor(`${origin}/api/health`, 200);
    return ok("/api/health");
  },
};
