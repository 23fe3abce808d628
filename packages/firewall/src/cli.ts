import { Argument, command, Option } from "@sendcat/command-line";
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

const waf = command("pnpm waf", "Holds the Vercel Firewall of the project to the rules of this repository.")
  .addArgument(new Argument("<action>", "what to do").choices(["diff", "push", "pull", "routes"]))
  .option("--dry-run", "push: say what would change, send nothing")
  .option("--overwrite", "push, diff: take back our rules that were edited by hand")
  .option("--discard-draft", "push: throw away unpublished changes of the dashboard")
  .addOption(new Option("--plan <plan>", "whose limits to check").choices(VERCEL_PLANS).default("pro"))
  .option("--json", "machine-readable output")
  .addHelpText(
    "after",
    `
  diff      what a push would change
  push      make the project's firewall rules ours; rules made or edited by hand stay
  pull      print the project's rules as data
  routes    print what vercel.json carries of the rules

Environment: VERCEL_TOKEN, VERCEL_PROJECT_ID, VERCEL_TEAM_ID (for a team's project), VERCEL_API_URL (default https://api.vercel.com),
SENDCAT_POLICY (as the service has it: the largest bodies are its).
Exit code: 0 nothing differs (any more), 2 something does (diff: anything but rules made by hand; push: hand-edited rules were kept;
push --dry-run: a push would change something), 1 an error, nothing live was changed.`,
  )
  // Exit code 2 means a difference, so a wrong call exits with 1.
  .exitOverride(({ exitCode, message }) => {
    if (exitCode !== 0) printError("invalid_request", message);
    process.exit(exitCode);
  })
  .parse();

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run();
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    console.error(`waf: ${message}`);
    printError(SendcatError.isInstance(fault) ? fault.code : "internal", message);
    return 1;
  }
}

function printError(code: string, message: string): void {
  if (process.argv.includes("--json")) console.log(JSON.stringify({ error: { code, message } }));
}

async function run(): Promise<number> {
  const [action] = waf.processedArgs;
  const flags = waf.opts();
  const say = (text: readonly string[], data: unknown) =>
    console.log(flags.json ? JSON.stringify(data, null, 2) : text.join("\n"));
  const rules = rulesFor(readPolicy());
  if (action === "routes") {
    console.log(JSON.stringify({ routes: toVercelRoutes(rules) }, null, 2));
    return 0;
  }

  const { token, projectId, teamId, apiUrl } = readEnv();
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = createFirewallApi({ baseUrl: apiUrl, token, projectId, teamId, fetch, sleep });

  if (action === "pull") {
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
  if (action === "diff") {
    const remote = readRemoteConfigs(await api.read());
    const diff = diffRules(rules, remote.rules, { overwrite: flags.overwrite === true });
    say(describeDiff(diff), summarizeDiff(diff));
    return hasWork(diff) || diff.drifted.length > 0 ? 2 : 0;
  }

  const result = await pushRules(api, rules, {
    plan: flags.plan,
    overwrite: flags.overwrite === true,
    dryRun: flags.dryRun === true,
    discardDraft: flags.discardDraft === true,
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
