import { chatStreamsFor } from "../drills/catalogue/chat-streams.ts";
import type { DrillStack } from "../drills/drill-stack.ts";
import type { Profile } from "../drills/profiles.ts";
import { pastReports } from "../drills/report-files.ts";
import { runOn, type DrillReport } from "../drills/run-drill.ts";
import { burnRate, type Burn } from "./burn-rate.ts";
import type { GatePolicy } from "./pass-criteria.ts";
import { runProbes, type ProbeResult } from "./probes.ts";

export interface GateReport {
  readonly policy: string;
  readonly ok: boolean;
  /** Why it is red, the most serious first; empty when it is green. */
  readonly reasons: readonly string[];
  readonly probes: readonly ProbeResult[];
  readonly drill: DrillReport | null;
  readonly burn: Burn;
}

export interface GateOptions {
  readonly profile: Profile;
  readonly reportsFolder?: string;
  readonly say: (text: string) => void;
}

/**
 * Synthetic probes, a drill with the service's own gauges, and the burn rate of past reports. A service that fails a probe gets no load: it
 * is red already.
 */
export async function runGate(stack: DrillStack, policy: GatePolicy, options: GateOptions): Promise<GateReport> {
  const { profile, say, reportsFolder } = options;
  const [token = ""] = await stack.tokens("pro", 1);
  say("probes ...");
  const probes = await runProbes({ origin: stack.origin, token, operatorToken: stack.operatorToken });
  const failed = probes.filter(({ ok }) => !ok).map(({ name, says }) => `probe "${name}": ${says}`);
  const { windowHours, atMost } = policy.burnRate;
  const sinceMs = Date.now() - windowHours * 3_600_000;
  const burn = burnRate(
    pastReports({ drill: "chat-streams", profile: policy.profile }, sinceMs, reportsFolder),
    availabilityOf(policy),
  );
  const burned =
    burn.rate > atMost
      ? [
          `error budget spent ${burn.rate.toFixed(1)} times too fast in ${burn.reports} reports of ${windowHours} h, must be at most ${atMost}`,
        ]
      : [];
  const { name } = policy;
  if (failed.length > 0) return { policy: name, ok: false, reasons: [...failed, ...burned], probes, drill: null, burn };
  const drill = await runOn(stack, chatStreamsFor(policy.people), {
    profile,
    profileName: policy.profile,
    host: policy.host,
    slos: policy.whole,
    say,
  });
  const broken = [...drill.phases.flatMap(({ verdicts }) => verdicts), ...drill.wholeVerdicts].filter(({ ok }) => !ok);
  const reasons = [...broken.map(({ says }) => says), ...burned];
  return { policy: name, ok: reasons.length === 0, reasons, probes, drill, burn };
}

function availabilityOf({ people }: GatePolicy): number {
  const bound = people.availability;
  return bound && "atLeast" in bound ? bound.atLeast : 0.995;
}
