import { command, origin } from "@sendcat/command-line";
import { openDeployment } from "../rehearse/deployment.ts";
import { renderResult, renderTally } from "../rehearse/render-rehearsal.ts";
import { runRehearsal } from "../rehearse/run-rehearsal.ts";
import { exitCode } from "./exit-code.ts";

const rehearse = command(
  "pnpm rehearse",
  "Is this deployment set up as docs/deploy.md says? Looks at each part with the operator's keys, and takes one short turn.",
)
  .addOption(origin("--url <origin>", "the app's public address").makeOptionMandatory())
  .option("--json", "the report as JSON on standard output")
  .addHelpText(
    "after",
    `
Keys come from the environment, under the names of .env.example. What a missing key would open is not checked, and says so:
SENDCAT_SIGNING_KEY, SENDCAT_POLICY, OPENROUTER_API_KEY, UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN, CONVEX_URL with
CONVEX_DEPLOY_KEY or CONVEX_SELF_HOSTED_ADMIN_KEY, VERCEL_TOKEN and VERCEL_PROJECT_ID, UPSTASH_EMAIL and UPSTASH_API_KEY.
It changes nothing but one conversation of a new guest, which it removes, and costs a fraction of a cent, which it says.

Exit codes: 0 nothing failed, 1 something did, 2 usage.`,
  )
  .parse();
const options = rehearse.opts();

const say = (text: string): void => void (options.json ? undefined : console.log(text));
const report = await runRehearsal(openDeployment(options.url, process.env), (result) => say(renderResult(result)));
say(renderTally(report));
if (options.json) console.log(JSON.stringify(report, null, 2));
process.exit(report.ok ? exitCode.green : exitCode.red);
