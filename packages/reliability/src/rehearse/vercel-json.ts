import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { z } from "zod";

const vercelJsonSchema = z.object({
  regions: z.array(z.string()).min(1),
  headers: z.array(
    z.object({ source: z.string(), headers: z.array(z.object({ key: z.string(), value: z.string() })) }),
  ),
});

/** What this release asks of the platform. */
export function readVercelJson(): z.infer<typeof vercelJsonSchema> {
  return vercelJsonSchema.parse(JSON.parse(readFileSync(join(REPO_ROOT, "vercel.json"), "utf8")));
}
