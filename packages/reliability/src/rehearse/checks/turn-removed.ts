import { z } from "zod";
import { askFor, jsonOf } from "../ask.ts";
import { failed, ok, type Check } from "../check.ts";
import { noTurn } from "../no-turn.ts";

const removedSchema = z.object({ status: z.literal("success"), value: z.object({ ok: z.literal(true) }) });

/** Browsers reach the core as well, and the rehearsal's conversation does not stay behind. */
export const turnRemoved: Check = {
  name: "its conversation is removed again",
  needs: [],
  mend: "Browsers must reach Convex at the address of /api/config: see `app: the configuration that clients read`.",
  async look({ config, session, turn }) {
    const taken = await turn().catch(() => null);
    if (!taken) return noTurn;
    const headers = { authorization: `Bearer ${await session()}` };
    const json = { path: "threads:remove", args: { threadId: taken.threadId }, format: "json" };
    const reply = await askFor(`${(await config()).convexUrl}/api/mutation`, 200, { headers, json });
    return removedSchema.safeParse(jsonOf(reply)).success
      ? ok("by the guest who had it")
      : failed(reply.text.slice(0, 200));
  },
};
