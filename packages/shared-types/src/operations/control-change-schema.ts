import { z } from "zod";
import { TOOL_NAMES } from "../tools/tool-table.ts";
import { LIMIT_NAMES } from "./controls.ts";

/** Body of `POST /api/ops/controls`. */
export const controlChangeSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["kill", "drain"]), on: z.boolean() }),
  z.strictObject({
    action: z.literal("limit"),
    limit: z.enum(LIMIT_NAMES),
    value: z.number().int().min(0).max(1_000_000_000_000).nullable(),
  }),
  z.strictObject({ action: z.literal("clear-cache"), tool: z.enum(TOOL_NAMES) }),
  z.strictObject({ action: z.literal("replay-dead-letters") }),
]);
