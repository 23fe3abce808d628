import { readinessSchema, type Readiness } from "@sendcat/shared-types";
import { ask, jsonOf } from "./ask.ts";

/** The answer of `GET /api/ready`, ready or not. Throws if it has another shape. */
export async function readReadiness(origin: string): Promise<Readiness> {
  const reply = await ask(`${origin}/api/ready`);
  const parsed = readinessSchema.safeParse(jsonOf(reply));
  if (parsed.success) return parsed.data;
  throw new Error(`/api/ready answered ${reply.status} in a form that this release does not know`);
}
