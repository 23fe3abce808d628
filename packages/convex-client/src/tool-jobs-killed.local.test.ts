import { toolKey, type ToolQuestion } from "@sendcat/shared-types";
import { createSearchSimulator } from "@sendcat/local-simulators/search";
import { runsOf } from "@sendcat/test-depth";
import { expect, it } from "vitest";
import { createToolQueue } from "./create-tool-queue.ts";
import { openLocalDeployment } from "./testing/local-deployment.ts";

const JOBS = runsOf("tool-jobs-killed");

it(
  `every one of ${JOBS} running searches ends even if Convex is killed: none is lost, and each result counts once`,
  { timeout: 300_000 },
  async () => {
    const simulator = await createSearchSimulator({ latencyMs: 600 });
    const policy = {
      tools: {
        jobs: {
          tools: { search_web: { running: 6, queued: 100 } },
          plans: { pro: { running: 6, queued: 100 } },
          attemptMs: 3_000,
          attempts: 3,
          firstRetryMs: 200,
        },
      },
    };
    const deployment = await openLocalDeployment({
      SERPER_API_KEY: "test-key",
      SERPER_BASE_URL: simulator.serperUrl,
      SENDCAT_POLICY: JSON.stringify(policy),
    });
    try {
      const { convexUrl, signer } = deployment;
      const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 300);
      const queue = createToolQueue({ convexUrl, serviceToken, timeoutMs: 20_000 });
      const questions = await Promise.all(
        Array.from({ length: JOBS }, async (_, n): Promise<ToolQuestion> => {
          const input = { query: `job ${n}` };
          return { key: await toolKey("search_web", input), tool: "search_web", input, plan: "pro", clearedAtMs: 0 };
        }),
      );
      for (const question of questions) expect((await queue.ask(question)).ok).toBe(true);
      const answered = () => simulator.requests().filter(({ answered }) => answered).length;
      await expect.poll(answered, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(9);
      await deployment.killAndRestart();
      const restartedAtMs = Date.now();
      // safe because it is what the function returns
      const depth = async () =>
        (await deployment.run("toolJobs:depth", {})) as { running: number; queued: number; dead: number };
      await expect.poll(depth, { timeout: 180_000, interval: 500 }).toEqual({ running: 0, queued: 0, dead: 0 });
      const endedAfterMs = Date.now() - restartedAtMs;
      const outcomes = await Promise.all(questions.map((question) => queue.ask(question)));
      expect(outcomes.every((reply) => reply.ok && reply.answer.kind === "ended" && reply.answer.outcome.ok)).toBe(
        true,
      );
      const calls = questions.map(
        ({ input }) => simulator.requests().filter(({ query }) => query === input["query"]).length,
      );
      const repeated = calls.filter((count) => count > 1).length;
      console.log(
        `killed with ${JOBS} jobs: all ended ${endedAfterMs} ms after the restart, ${repeated} runs were repeated`,
      );
      expect(calls.every((count) => count === 1 || count === 2)).toBe(true);
      // At most as many as could run at once.
      expect(repeated).toBeLessThanOrEqual(6);
    } finally {
      await deployment.close();
      await simulator.close();
    }
  },
);
