import { v } from "convex/values";
import { vPlan, vToolInput, vToolName } from "../platform/validators.ts";

/** A row of toolJobs: a search that the model asked for. */
export const toolJobFields = {
  jobId: v.string(),
  /** Identifies the question: at most one job of a key is in progress. */
  key: v.string(),
  tool: vToolName,
  input: vToolInput,
  /** The plan of the first user who asked: the job counts against its caps. */
  plan: vPlan,
  /** Id of the first request that asked, for the log. */
  requestId: v.optional(v.string()),
  /** The first turn that asked: its owner pays. Missing in old rows. */
  turnId: v.optional(v.string()),
  state: v.union(
    v.literal("queued"),
    v.literal("running"),
    v.literal("succeeded"),
    v.literal("dead"),
    v.literal("canceled"),
  ),
  enqueuedAtMs: v.number(),
  startedAtMs: v.union(v.number(), v.null()),
  endedAtMs: v.union(v.number(), v.null()),
  /** On a running job: when its run counts as lost unless it has reported. */
  leaseExpiresAtMs: v.union(v.number(), v.null()),
  attempts: v.number(),
  /** The pool's id of its run. */
  workId: v.union(v.string(), v.null()),
  /** The last failure. */
  error: v.union(v.string(), v.null()),
};
