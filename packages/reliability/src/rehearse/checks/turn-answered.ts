import { ok, type Check } from "../check.ts";

/** The whole way once: admitted, begun, streamed, stored. */
export const turnAnswered: Check = {
  name: "one short turn",
  needs: [],
  mend: "The answer's error names the part: see `openrouter` and `upstash` above, and docs/runbook.md.",
  async look({ turn }) {
    const { inputTokens, outputTokens, tookMs } = await turn();
    return ok(`answered to its end in ${tookMs} ms, ${inputTokens} tokens in and ${outputTokens} out`);
  },
};
