import { z } from "zod";
import { askFor, jsonOf } from "../ask.ts";
import { AWS_REGIONS } from "../aws-regions.ts";
import { failed, ok, warning, type Check } from "../check.ts";
import { readVercelJson } from "../vercel-json.ts";

/** Of `GET /v2/redis/databases` (upstash.com/docs/devops/developer-api/redis/list_databases), with HTTP basic authentication. */
const databasesSchema = z.array(
  z.object({
    endpoint: z.string(),
    type: z.string(),
    eviction: z.boolean().optional(),
    db_eviction: z.boolean().optional(),
    primary_region: z.string().optional(),
    db_max_commands_per_second: z.number().optional(),
    db_request_limit: z.number().optional(),
  }),
);

/** What Upstash's own API says of the database: its region, its eviction, its limits. */
export const upstashDatabase: Check = {
  name: "the database's settings",
  needs: ["UPSTASH_REDIS_REST_URL", "UPSTASH_EMAIL", "UPSTASH_API_KEY"],
  mend: "Upstash: create a paid database in the app's region, with Eviction off (docs/deploy.md, step 3).",
  async look({ env }) {
    const base = (env["UPSTASH_API_URL"] || "https://api.upstash.com").replace(/\/$/, "");
    const login = Buffer.from(`${env["UPSTASH_EMAIL"]}:${env["UPSTASH_API_KEY"]}`).toString("base64");
    const headers = { authorization: `Basic ${login}` };
    const databases = databasesSchema.parse(jsonOf(await askFor(`${base}/v2/redis/databases`, 200, { headers })));
    const { hostname } = new URL(env["UPSTASH_REDIS_REST_URL"] ?? "");
    const database = databases.find(({ endpoint }) => endpoint === hostname);
    if (!database) return failed(`the account has no database at ${hostname}`);
    const { eviction, db_eviction, primary_region: region, type } = database;
    if (eviction || db_eviction) return failed("eviction is on");
    const [wanted = ""] = readVercelJson().regions;
    const aws = AWS_REGIONS[wanted];
    if (region && aws && region !== aws) return failed(`it is in ${region}, the app in ${wanted} (${aws})`);
    const limits = `${database.db_max_commands_per_second ?? "?"} commands a second, ${database.db_request_limit ?? "?"} in all`;
    const says = `${region ?? "region unknown"}, eviction off, plan ${type}: ${limits}`;
    return type === "free" ? warning(`${says}; a turn takes four commands or more`) : ok(says);
  },
};
