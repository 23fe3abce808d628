import { failed, ok, type Check } from "../check.ts";
import { ask } from "../ask.ts";
import { readVercelJson } from "../vercel-json.ts";

/** The app runs where vercel.json puts it, which is where the database is. */
export const vercelRegion: Check = {
  name: "the region",
  needs: ["VERCEL_TOKEN", "VERCEL_PROJECT_ID"],
  mend: "Vercel: Settings, Functions, Function Region: choose the region of vercel.json, and redeploy (docs/deploy.md, step 8).",
  async look({ origin, vercel }) {
    const wanted = readVercelJson().regions.join(", ");
    const { regions } = await vercel.project();
    if (regions.length > 0 && regions.join(", ") !== wanted)
      return failed(`the project's is ${regions.join(", ")}, vercel.json has ${wanted}`);
    // `x-vercel-id: edge::function::request`: where a request came in and where its function ran.
    const [, ranIn, request] = ((await ask(`${origin}/api/health`)).headers.get("x-vercel-id") ?? "").split("::");
    if (ranIn && request && !wanted.split(", ").includes(ranIn))
      return failed(`the app ran in ${ranIn}, vercel.json has ${wanted}`);
    return ok(wanted);
  },
};
