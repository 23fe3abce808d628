import { addIncrements, counted, ENDING_TABLE, ERROR_TABLE, observed, type Increments } from "@sendcat/shared-types";
import type { GatewayEvent } from "../../gateway-event.ts";

type TurnFinished = Extract<GatewayEvent, { event: "turn-finished" }>;

/** What a finished turn adds to the service's metrics. */
export function turnMetrics(event: TurnFinished): Increments {
  const { plan, status, code, model, firstTokenMs, totalMs, inputTokens, outputTokens } = event;
  const { cachedInputTokens, cacheWriteTokens } = event;
  const { isAnswer, attribution: fault } = ENDING_TABLE[status];
  const attribution = code ? ERROR_TABLE[code].attribution : (fault ?? "");
  return addIncrements(
    counted("turns", [plan, status, code ?? "", attribution]),
    counted("spend", [plan], event.chargedMicroUsd),
    counted("implausibleCosts", [model], event.implausibleMicroUsd === null ? 0 : 1),
    counted("failovers", [model], event.failovers),
    counted("detached", [], event.detached ? 1 : 0),
    ...event.degraded.map((dependency) => counted("degraded", [dependency])),
    firstTokenMs === null ? {} : observed("firstToken", [model], firstTokenMs / 1_000),
    isAnswer ? observed("duration", [model], totalMs / 1_000) : {},
    inputTokens === null ? {} : observed("tokens", [model, "input"], inputTokens),
    outputTokens === null ? {} : observed("tokens", [model, "output"], outputTokens),
    cachedInputTokens === null ? {} : observed("tokens", [model, "input_cache_read"], cachedInputTokens),
    cacheWriteTokens === null ? {} : observed("tokens", [model, "input_cache_write"], cacheWriteTokens),
  );
}
