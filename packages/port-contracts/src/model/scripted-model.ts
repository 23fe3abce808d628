import type { Model, ModelEvent, ModelFailure, ModelRequest } from "@sendcat/shared-types";

/**
 * The provider's next step: send a batch, wait for `release`, never answer (as the first step), refuse, or break the connection. `cut`
 * makes the stream itself fail, which no Model may do; the gateway must survive it anyway.
 */
export type Step = readonly ModelEvent[] | "wait" | "silence" | "cut" | ModelFailure;

export interface ScriptedModel extends Model {
  readonly requests: ModelRequest[];
  /** Lets every stream continue past its `wait`. */
  release(): void;
  /** How many streams our side has cancelled. */
  cancelled(): number;
}

const GONE = { code: "upstream_error" } as const;

/** A provider that follows one script per call; the last script serves all further calls. */
export function scriptedModel(...scripts: readonly (readonly Step[])[]): ScriptedModel {
  const requests: ModelRequest[] = [];
  let cancelled = 0;
  let release = () => {};
  let released = new Promise<void>((resolve) => (release = resolve));
  return {
    requests,
    release: () => release(),
    cancelled: () => cancelled,
    async stream(request, { signal }) {
      const script = scripts[Math.min(requests.length, scripts.length - 1)] ?? [];
      requests.push(request);
      const [opening] = script;
      if (opening && typeof opening === "object" && "ok" in opening) return opening;
      let index = 0;
      const aborted = new Promise<"aborted">((resolve) => signal.addEventListener("abort", () => resolve("aborted")));
      if (opening === "silence") await aborted;
      if (signal.aborted) return { ok: false, refusal: GONE, retryable: false };
      return {
        ok: true,
        generationId: () => `gen-${requests.length}`,
        batches: new ReadableStream<readonly ModelEvent[]>(
          {
            async pull(controller) {
              const step = script[index++];
              if (step === undefined) return controller.close();
              if (step === "wait") {
                if ((await Promise.race([released, aborted])) === "aborted") {
                  controller.enqueue([{ type: "error", refusal: GONE }]);
                  return controller.close();
                }
                released = Promise.resolve();
                return this.pull?.(controller);
              }
              if (step === "cut") return controller.error(new Error("connection reset"));
              if (step !== "silence" && !("ok" in step)) controller.enqueue(step);
            },
            cancel() {
              cancelled++;
            },
          },
          { highWaterMark: 0 },
        ),
      };
    },
  };
}

export const text = (value: string): ModelEvent => ({ type: "text-delta", text: value });
export const usage = (costMicroUsd: number): ModelEvent => ({
  type: "usage",
  usage: { inputTokens: 10, outputTokens: 20, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd },
});
export const stop: ModelEvent = { type: "finish", reason: "stop" };
