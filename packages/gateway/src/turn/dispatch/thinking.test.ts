import type { ModelEvent } from "@sendcat/shared-types";
import { scriptedModel, stop, text } from "@sendcat/port-contracts";
import { describe, expect, it } from "vitest";
import { readChunks, textOf } from "../../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";

const HIDDEN: ModelEvent = { type: "reasoning-hidden" };
const WAIT_MS = 600;

/** A model that shows a sign of life `times` times, at half of the wait for the first token, and then answers. */
function thinker(times: number) {
  const model = scriptedModel([[text("Thought")], [stop]]);
  return {
    requests: model.requests,
    stream: async (...args: Parameters<typeof model.stream>) => {
      const answer = await model.stream(...args);
      if (!answer.ok) return answer;
      const inner = answer.batches.getReader();
      let left = times;
      const batches = new ReadableStream<readonly ModelEvent[]>({
        async pull(controller) {
          if (left-- > 0) {
            await new Promise((resolve) => setTimeout(resolve, WAIT_MS / 2));
            return args[1].signal.aborted ? controller.close() : controller.enqueue([HIDDEN]);
          }
          const { done, value } = await inner.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: () => inner.cancel(),
      });
      return { ...answer, batches };
    },
  };
}

async function ask(times: number, thinkingMs: number) {
  const model = thinker(times);
  const failure = { ...FAST_POLICY.failure, provider: { mode: "failover", waitMs: WAIT_MS } } as const;
  const w = world(model, { ...FAST_POLICY, failure, thinkingMs, idleTimeoutMs: 5_000 });
  const response = await w.post("/api/chat", chatBody(), "alice");
  const said = response.ok ? textOf(await readChunks(response)) : null;
  await w.settled();
  return { said, calls: model.requests.length };
}

describe("a model that thinks longer than the wait for the first token", () => {
  it("is waited for as long as its provider shows that it thinks: no second route is paid", async () => {
    expect(await ask(5, 60_000)).toEqual({ said: "Thought", calls: 1 });
  });

  it("but not beyond the policy's limit: then the next route is asked", async () => {
    expect(await ask(100, 2 * WAIT_MS)).toEqual({ said: null, calls: 2 });
  });
});
