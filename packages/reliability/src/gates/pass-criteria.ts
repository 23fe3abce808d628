import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { z } from "zod";
import { PROFILES, type ProfileName } from "../drills/profiles.ts";
import { slosSchema } from "../verdicts/judge.ts";

// safe because the keys are those of PROFILES
const profiles = Object.keys(PROFILES) as [ProfileName, ...ProfileName[]];

const gatePolicySchema = z.strictObject({
  name: z.string().min(1),
  profile: z.enum(profiles),
  host: z.enum(["edge", "stream"]),
  /** SLOs of users while the load is steady. */
  people: slosSchema,
  /** SLOs of the service as a whole. */
  whole: slosSchema,
  /**
   * How fast the error budget (1 - `people.availability`) was spent in past reports of the same drill; 1 is the rate that uses it up
   * exactly. 6 over 6 hours is the fast window of Google's SRE workbook, chapter 5.
   */
  burnRate: z.strictObject({ windowHours: z.number().positive(), atMost: z.number().positive() }),
});

export type GatePolicy = z.infer<typeof gatePolicySchema>;

const canaryPolicySchema = z.strictObject({
  name: z.string().min(1),
  /** Fewest calls of each side; with fewer there is no decision. */
  leastCalls: z.number().int().min(1),
  confidence: z.number().gt(0.5).lt(1),
  /** Roll back when any of these is exceeded. */
  rollback: z.strictObject({
    availabilityDropAtMost: z.number().min(0),
    serverErrorsRiseAtMost: z.number().min(0),
    networkErrorsRiseAtMost: z.number().min(0),
    firstTokenP95RatioAtMost: z.number().min(1),
    completionP95RatioAtMost: z.number().min(1),
  }),
});

export type CanaryPolicy = z.infer<typeof canaryPolicySchema>;

export class PolicyError extends Error {}

const FOLDER = join(REPO_ROOT, "packages/reliability/policies");

export function readGatePolicy(name: string): GatePolicy {
  return read(name, gatePolicySchema);
}

export function readCanaryPolicy(name = "canary"): CanaryPolicy {
  return read(name, canaryPolicySchema);
}

/** `name` is a file of `policies/`, or a path. Throws a PolicyError that names the problem. */
function read<T>(name: string, schema: z.ZodType<T>): T {
  const path = name.endsWith(".json") ? name : join(FOLDER, `${name}.json`);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new PolicyError(`There is no policy ${path}.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PolicyError(`${path} is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new PolicyError(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
