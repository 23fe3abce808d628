import type { PlanName } from "../plans/plan.ts";
import { recordOf } from "../records/record-of.ts";
import type { JobCaps, ToolCacheLife } from "../tools/tool-limits.ts";
import { TOOL_NAMES, TOOLS, type ToolName } from "../tools/tool-table.ts";

/** Averages for the landed-cost estimate. */
export interface LandedCostPolicy {
  readonly jmdPerUsd: number;
  /** Air freight of a three-pound parcel from Miami, US dollars. */
  readonly freightUsd: number;
  /** Shares are 0 to 1. */
  readonly insuranceShare: number;
  readonly dutyShare: number;
  readonly gctShare: number;
  /** Goods up to this value pay neither duty nor GCT, US dollars. */
  readonly dutyFreeUpToUsd: number;
}

export interface ToolPolicy {
  /** Tools that the model may use. An empty list needs no provider keys. */
  readonly offered: readonly ToolName[];
  /** Tool steps of a turn; after the last one the model answers without tools. */
  readonly maxSteps: number;
  /** Calls of one step that run in parallel; further ones are refused. */
  readonly callsPerStep: number;
  /** Searches of a turn; its reservation covers them at the price of the dearest tool on offer. The model is told when there are no more. */
  readonly maxSearches: number;
  /**
   * How many further model calls, each at its highest cost, a turn's reservation covers. The loop continues while what is left covers one
   * more.
   */
  readonly heldSteps: number;
  /** How long an answer waits for a result; a later result is added to the conversation when it arrives. */
  readonly waitMs: number;
  /** Longest text of one result for the model, bytes. */
  readonly resultBytes: number;
  readonly cache: {
    readonly tools: Readonly<Record<ToolName, ToolCacheLife>>;
    /** How long a failure is remembered: long enough to spare a provider that is down, short enough not to delay users. */
    readonly failureMs: number;
    /** A leader that has not renewed its lock for this long is dead, and another one takes over. */
    readonly lockMs: number;
    /** Entries of one tool; when full, those that expire first are removed. */
    readonly maxEntries: number;
  };
  readonly jobs: {
    /** Running jobs of all tools and plans together. */
    readonly running: number;
    readonly tools: Readonly<Record<ToolName, JobCaps>>;
    readonly plans: Readonly<Record<PlanName, JobCaps>>;
    /** Attempts of a job, the first included. The gaps grow from `firstRetryMs`, each `retryGrowth` times the last, with jitter. */
    readonly attempts: number;
    readonly firstRetryMs: number;
    readonly retryGrowth: number;
    /** Longest wait for a provider's answer. */
    readonly attemptMs: number;
    /** How long ended jobs (dead letters too) and results past their freshness are kept. */
    readonly keepMs: number;
  };
  /** Our cost of a provider's answer, micro-dollars. */
  readonly costMicroUsd: Readonly<Record<ToolName, number>>;
  /** Origins from which our image route may fetch product pictures. */
  readonly imageOrigins: readonly string[];
  readonly landedCost: LandedCostPolicy;
}

const MINUTE_MS = 60_000;

export const DEFAULT_TOOLS: ToolPolicy = {
  offered: [],
  maxSteps: 5,
  callsPerStep: 4,
  maxSearches: 12,
  heldSteps: 2,
  waitMs: 8_000,
  resultBytes: 6_000,
  cache: {
    tools: recordOf(TOOL_NAMES, (name) => TOOLS[name].cache),
    failureMs: 5_000,
    lockMs: 3_000,
    maxEntries: 5_000,
  },
  jobs: {
    running: 6,
    tools: recordOf(TOOL_NAMES, (name) => TOOLS[name].jobs),
    plans: {
      guest: { running: 4, queued: 30 },
      free: { running: 4, queued: 40 },
      plus: { running: 6, queued: 60 },
      pro: { running: 6, queued: 60 },
    },
    attempts: 4,
    firstRetryMs: 1_000,
    retryGrowth: 3,
    attemptMs: 8_000,
    keepMs: 7 * 24 * 60 * MINUTE_MS,
  },
  costMicroUsd: recordOf(TOOL_NAMES, (name) => TOOLS[name].costMicroUsd),
  imageOrigins: ["https://i.ebayimg.com", ...[0, 1, 2, 3].map((n) => `https://encrypted-tbn${n}.gstatic.com`)],
  landedCost: {
    jmdPerUsd: 160,
    freightUsd: 13,
    insuranceShare: 0.01,
    dutyShare: 0.2,
    gctShare: 0.15,
    dutyFreeUpToUsd: 100,
  },
};
