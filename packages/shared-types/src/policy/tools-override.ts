import { z } from "zod";
import { PLAN_NAMES } from "../plans/plan.ts";
import { TOOL_NAMES } from "../tools/tool-table.ts";

const count = z.number().int().min(0).max(1_000_000);
const durationMs = z.number().int().min(1).max(86_400_000);
const share = z.number().min(0).max(1);
const caps = z.strictObject({ running: count, queued: count.max(200) }).partial();
const life = z.strictObject({ freshMs: durationMs, staleMs: z.number().int().min(0).max(86_400_000) }).partial();

/** The part of a policy override that is about tools. */
export const toolsOverride = z
  .strictObject({
    offered: z.array(z.enum(TOOL_NAMES)).max(TOOL_NAMES.length),
    maxSteps: z.number().int().min(1).max(5),
    callsPerStep: z.number().int().min(1).max(8),
    maxSearches: z.number().int().min(1).max(40),
    heldSteps: z.number().int().min(0).max(5),
    waitMs: durationMs,
    resultBytes: z.number().int().min(500).max(32_000),
    cache: z
      .strictObject({
        tools: z.partialRecord(z.enum(TOOL_NAMES), life),
        failureMs: durationMs,
        lockMs: z.number().int().min(500).max(60_000),
        maxEntries: z.number().int().min(1).max(1_000_000),
      })
      .partial(),
    jobs: z
      .strictObject({
        running: z.number().int().min(1).max(50),
        tools: z.partialRecord(z.enum(TOOL_NAMES), caps),
        plans: z.partialRecord(z.enum(PLAN_NAMES), caps),
        attempts: z.number().int().min(1).max(10),
        firstRetryMs: durationMs,
        retryGrowth: z.number().min(1).max(10),
        attemptMs: durationMs,
        keepMs: z.number().int().min(60_000),
      })
      .partial(),
    costMicroUsd: z.partialRecord(z.enum(TOOL_NAMES), count),
    imageOrigins: z.array(z.url()).max(20),
    landedCost: z
      .strictObject({
        jmdPerUsd: z.number().positive(),
        freightUsd: z.number().min(0),
        insuranceShare: share,
        dutyShare: share,
        gctShare: share,
        dutyFreeUpToUsd: z.number().min(0),
      })
      .partial(),
  })
  .partial();
