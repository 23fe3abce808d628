import { parseArgs } from "node:util";
import { SendcatError } from "@sendcat/shared-types";
import { readEnv, readPolicy } from "./env.ts";
import { VERCEL_PLANS } from "./limits.ts";
import { describeDiff, summarizeDiff } from "./publish/describe-diff.ts";
import { createFirewallApi } from "./publish/firewall-api.ts";
import { hasWork, pushRules } from "./publish/push-rules.ts";
import { rulesFor } from "./rules.ts";
import { diffRules } from "./vercel/diff-rules.ts";
import { fromVercelRule } from "./vercel/from-vercel-rule.ts";
import { readMark } from "./vercel/mark.ts";
import { readRemoteConfigs } from "./vercel/read-remote-rules.ts";
import { toVercelRoutes } from "./vercel/to-vercel-routes.ts";

const HELP = `Usage: pnpm waf diff | push | pull | routes [options]

  diff      what a push would change
  push      make the project's firewall rules ours; rules made or edited by hand stay
  pull      print the project's rules as data
  routes    print what vercel.json carries of the rules

  --dry-run        push: say what would change, send nothing
  --overwrite      push, diff: take back our rules that were edited by hand
  --discard-draft  push: throw away unpublished changes of the dashboard
  --plan PLAN      hobby, pro (default) or enterprise: whose limits to check
  --json           machine-readable output
  -h, --help       this text

Environment: VERCEL_TOKEN, VERCEL_PROJECT_ID, VERCEL_TEAM_ID (for a team's project), VERCEL_API_URL (default https://api.vercel.com),
SENDCAT_POLICY (as the service has it: the largest bodies are its).
Exit code: 0 nothing differs (any more), 2 something does (diff: anything but rules made by hand; push: hand-edited rules were kept;
push --dry-run: a push would change something), 1 an error, nothing live was changed.`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run();
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    console.error(`waf: ${message}`);
    if (process.argv.includes("--json"))
      console.log(
        JSON.stringify({ error: { code: SendcatError.isInstance(fault) ? fault.code : "invalid_request", message } }),
      );
    if (!SendcatError.isInstance(fault)) console.error("Run pnpm waf --help for usage.");
    return 1;
  }
}

async function run(): Promise<number> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      overwrite: { type: "boolean", default: false },
      "discard-draft": { type: "boolean", default: false },
      plan: { type: "string", default: "pro" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (flags.help || command === undefined || rest.length > 0 || !["diff", "push", "pull", "routes"].includes(command)) {
    console.log(HELP);
    return flags.help ? 0 : 1;
  }
  const say = (text: readonly string[], data: unknown) =>
    console.log(flags.json ? JSON.stringify(data, null, 2) : text.join("\n"));
  const rules = rulesFor(readPolicy());
  if (command === "routes") {
    console.log(JSON.stringify({ routes: toVercelRoutes(rules) }, null, 2));
    return 0;
  }

  const plan = VERCEL_PLANS.find((one) => one === flags.plan);
  if (plan === undefined)
    throw new SendcatError({ code: "invalid_request", message: `--plan must be one of ${VERCEL_PLANS.join(", ")}.` });
  const { token, projectId, teamId, apiUrl } = readEnv();
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = createFirewallApi({ baseUrl: apiUrl, token, projectId, teamId, fetch, sleep });

  if (command === "pull") {
    const pulled = readRemoteConfigs(await api.read()).rules.map((remote) => {
      const { ok, ...read } = fromVercelRule(remote);
      return {
        remoteId: remote.id,
        handMade: readMark(remote) === null,
        ...(ok ? read : { ...read, json: remote.json }),
      };
    });
    console.log(JSON.stringify({ rules: pulled }, null, 2));
    return 0;
  }
  if (command === "diff") {
    const remote = readRemoteConfigs(await api.read());
    const diff = diffRules(rules, remote.rules, { overwrite: flags.overwrite });
    say(describeDiff(diff), summarizeDiff(diff));
    return hasWork(diff) || diff.drifted.length > 0 ? 2 : 0;
  }

  const result = await pushRules(api, rules, {
    plan,
    overwrite: flags.overwrite,
    dryRun: flags["dry-run"],
    discardDraft: flags["discard-draft"],
  });
  if (!result.ok) {
    if (flags.json) say([], { published: false, problems: result.problems });
    for (const problem of result.problems) console.error(`waf: ${problem}`);
    console.error("Nothing was sent.");
    return 1;
  }
  const { diff, published } = result;
  const ending = published ? ["Published."] : hasWork(diff) ? ["Dry run: nothing was sent."] : [];
  say([...describeDiff(diff), ...ending], { published, ...summarizeDiff(diff) });
  return diff.drifted.length > 0 || (!published && hasWork(diff)) ? 2 : 0;
}
