import { z } from "zod";
import { PLAN_NAMES } from "./plan.ts";

export const planNameSchema = z.enum(PLAN_NAMES);
