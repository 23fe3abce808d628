import { askFor } from "../ask.ts";
import { failed, ok, type Check } from "../check.ts";
import { readVercelJson } from "../vercel-json.ts";

const EVERYWHERE = "/(.*)";
/** Made for each answer, so that vercel.json has none. */
const POLICY = "content-security-policy";

export const appHeaders: Check = {
  name: "security headers",
  needs: [],
  mend: "Deploy this release's vercel.json, and let no proxy in front drop headers (docs/deploy.md, step 8).",
  async look({ origin }) {
    const { headers } = await askFor(`${origin}/`, 200);
    const wanted = readVercelJson().headers.flatMap((entry) => (entry.source === EVERYWHERE ? entry.headers : []));
    const wrong = wanted.filter(({ key, value }) => headers.get(key) !== value).map(({ key }) => key);
    const missing = headers.has(POLICY) ? wrong : [...wrong, POLICY];
    return missing.length > 0 ? failed(`missing or other: ${missing.join(", ")}`) : ok(`all ${wanted.length + 1}`);
  },
};
