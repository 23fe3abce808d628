import { command, Option, origin } from "@sendcat/command-line";
import { openDrillStack } from "../drills/drill-stack.ts";
import { PROFILES } from "../drills/profiles.ts";
import { writeReport } from "../drills/report-files.ts";
import { signTokens } from "../drills/sign-tokens.ts";
import { PolicyError, readGatePolicy } from "../gates/pass-criteria.ts";
import { runProbes } from "../gates/probes.ts";
import { runGate } from "../gates/run-gate.ts";
import { DRILL_POLICY } from "../drills/drill-override.ts";
import { exitCode } from "./exit-code.ts";
import { drillPortBase } from "./port-base.ts";

const gate = command(
  "pnpm gate",
  "Decides whether a version may be released: synthetic probes, a drill with the service's own gauges, and how fast past reports spent the error budget.",
)
  .addOption(
    new Option("--milestone <name>", "the plan's numbers for a milestone, with a shorter duration").choices([
      "m1",
      "m2",
      "m3",
    ]),
  )
  .option("--policy <name>", "a file of packages/reliability/policies, or a path of a JSON file", "release")
  .addOption(origin("--url <origin>", "only probe a deployment, without load; needs SENDCAT_SIGNING_KEY"))
  .addOption(drillPortBase())
  .option("--json", "print the report as JSON on standard output")
  .addHelpText("after", "\nExit codes: 0 green, 1 red (the reasons come first), 2 wrong usage, 3 could not run.")
  .parse();
const options = gate.opts();

const say = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof PolicyError) gate.error(error.message);
  say(error instanceof Error ? error.message : String(error));
  process.exit(exitCode.couldNotRun);
}

async function main(): Promise<number> {
  const { portBase } = options;
  const policy = readGatePolicy(options.milestone ?? options.policy);
  if (options.url !== undefined) return await probeDeployment(options.url);
  const startedMs = Date.now();
  const stack = await openDrillStack({ portBase, host: policy.host, policy: DRILL_POLICY, say });
  try {
    const report = await runGate(stack, policy, { profile: PROFILES[policy.profile], say });
    const path = report.drill ? writeReport(report.drill) : null;
    for (const reason of report.reasons) console.log(`RED: ${reason}`);
    const seconds = Math.round((Date.now() - startedMs) / 1_000);
    const passed = report.probes.filter(({ ok }) => ok).length;
    console.log(
      `${report.ok ? "green" : "red"}: gate ${policy.name}, ${passed} of ${report.probes.length} probes, ${seconds} s${path ? `; ${path}.html` : ""}`,
    );
    const whole = report.drill?.phases.at(-1);
    if (whole && report.drill) console.log(heldLine(whole.measured, report.drill.seconds));
    if (options.json) console.log(JSON.stringify(report));
    return report.ok ? exitCode.green : exitCode.red;
  } finally {
    await stack.close();
  }
}

/** What this machine achieved, whatever the gate required. */
function heldLine(
  measured: Readonly<Record<string, number | null>>,
  seconds: readonly { readonly open: number; readonly answered: number }[],
): string {
  const most = Math.max(0, ...seconds.map(({ open }) => open));
  const answered = seconds.reduce((sum, second) => sum + second.answered, 0) / Math.max(1, seconds.length);
  const ms = (name: string): string => (typeof measured[name] === "number" ? `${Math.round(measured[name])} ms` : "-");
  const percent = (name: string): string =>
    typeof measured[name] === "number" ? `${(measured[name] * 100).toFixed(2)} %` : "-";
  return `held: ${most} streams open at most, ${answered.toFixed(1)} answers a second, availability ${percent("availability")}, first token p95 ${ms("firstTokenP95")}, whole answer p95 ${ms("completionP95")}`;
}

async function probeDeployment(deployment: string): Promise<number> {
  const signingKey = process.env["SENDCAT_SIGNING_KEY"];
  if (!signingKey) throw new PolicyError("With --url, SENDCAT_SIGNING_KEY must be that deployment's key.");
  const identity = { signingKey, issuer: process.env["SENDCAT_ISSUER"] || deployment, plan: "pro" } as const;
  const [token = ""] = await signTokens(identity, 1);
  const [operatorToken = ""] = await signTokens({ ...identity, role: "operator" }, 1);
  const probes = await runProbes({ origin: deployment, token, operatorToken });
  const failed = probes.filter(({ ok }) => !ok);
  for (const { name, says } of failed) console.log(`RED: probe "${name}": ${says}`);
  console.log(`${failed.length === 0 ? "green" : "red"}: ${probes.length - failed.length} of ${probes.length} probes`);
  return failed.length === 0 ? exitCode.green : exitCode.red;
}
