import type { ServerResponse } from "node:http";
import { ChunkEncoder, COMMENT, DONE } from "./chunk-encoder.ts";
import { errorOf } from "./error-body.ts";
import type { SimulatedModel } from "./models.ts";
import { cutPackets, everyByte, insideCharacter, wholePackets, type PacketWriter } from "./packet-writer.ts";
import type { CompletionPlan } from "./plan-completion.ts";
import { countsOf, type RequestLog, type RequestRecord } from "./request-log.ts";
import type { SimSettings } from "./sim-settings.ts";
import type { TimerWheel } from "./timer-wheel.ts";
import { usageBody } from "./usage.ts";

export interface StreamAnswerOptions {
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly log: RequestLog;
  readonly model: SimulatedModel;
  readonly plan: CompletionPlan;
  readonly settings: SimSettings;
  readonly wheel: TimerWheel;
}

/** While the first token is awaited a comment goes out this often. */
const COMMENT_EVERY_MS = 1_000;

/** Sends an answer as server-sent events at its pace, with its fault, and writes down what really left. */
export function streamAnswer({ response, record, log, model, plan, settings, wheel }: StreamAnswerOptions): void {
  const { fault, after, tokensPerSecond, tokensPerWrite } = settings;
  const encoder = new ChunkEncoder({
    id: record.id,
    provider: model.provider,
    model: record.model,
    created: Math.floor(record.receivedAtMs / 1_000),
  });
  const writer = writerFor(response, fault);
  const framed = fault === "crlf" ? (text: string) => text.replaceAll("\n", "\r\n") : (text: string) => text;
  const deltas = deltaFrames(encoder, plan);
  const breaksAt = fault !== null && BREAKS.has(fault) ? Math.min(after, deltas.count) : Infinity;
  const startedAtMs = performance.now();
  const firstAtMs = startedAtMs + (fault === "slow-first-token" ? settings.delayMs : settings.ttftMs);
  let sent = 0;
  let broken = false;
  let cancelTimer = () => {};

  response.on("close", () => {
    cancelTimer();
    log.end(record, "aborted", Date.now());
  });
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-generation-id": record.id,
  });
  writer.write(framed(COMMENT));
  awaitFirst();

  function awaitFirst(): void {
    const leftMs = firstAtMs - performance.now();
    if (leftMs <= 0) return step();
    cancelTimer = wheel.schedule(Math.min(leftMs, COMMENT_EVERY_MS), () => {
      if (firstAtMs - performance.now() > 0) writer.write(framed(COMMENT));
      awaitFirst();
    });
  }

  function step(): void {
    if (response.destroyed) return;
    record.firstTokenAtMs ??= Date.now();
    const due = Math.min(dueNow(), deltas.count, broken ? Infinity : breaksAt);
    let text = "";
    for (; sent < due; sent++) text += deltas.frame(sent);
    record.tokensSent = sent;
    record.reasoningTokensSent = Math.min(sent, plan.reasoning.length);
    let keepsUp = true;
    if (text !== "") keepsUp = writer.write(framed(text));
    if (sent >= breaksAt && !broken) {
      broken = true;
      if (!breakOff()) return;
    }
    if (sent >= deltas.count) return finish();
    if (keepsUp) scheduleNext();
    else writer.whenDrained(scheduleNext);
  }

  function dueNow(): number {
    if (tokensPerSecond === 0) return sent + tokensPerWrite;
    return Math.floor(((performance.now() - firstAtMs) * tokensPerSecond) / 1_000) + 1;
  }

  function scheduleNext(): void {
    if (tokensPerSecond === 0) {
      setImmediate(step);
      return;
    }
    const nextAtMs = firstAtMs + (sent * 1_000) / tokensPerSecond;
    cancelTimer = wheel.schedule(Math.max(0, nextAtMs - performance.now()), step);
  }

  /** Does what the fault says has to happen here; true when the stream goes on. */
  function breakOff(): boolean {
    switch (fault) {
      case "malformed-json":
        writer.write(framed(encoder.malformed()));
        return true;
      case "error-midstream":
      case "error-midstream-word": {
        const error = { ...errorOf(502), metadata: { provider_name: model.provider, error_type: "provider_error" } };
        const code = fault === "error-midstream" ? 502 : "server_error";
        log.end(record, "broken", Date.now());
        writer.end(framed(encoder.error({ ...error, code }) + DONE));
        return false;
      }
      case "cut-midstream":
        log.end(record, "broken", Date.now());
        writer.whenFlushed(() => response.destroy());
        return false;
      default:
        return false;
    }
  }

  function finish(): void {
    record.finishReason = plan.finishReason;
    const usage = fault === "no-usage" ? "" : encoder.usage(usageBody(model, countsOf(record)));
    log.end(record, "complete", Date.now());
    writer.end(framed(encoder.finish(plan.finishReason) + usage + (fault === "no-done" ? "" : DONE)));
  }
}

const BREAKS = new Set([
  "cut-midstream",
  "error-midstream",
  "error-midstream-word",
  "hang-midstream",
  "malformed-json",
]);

function writerFor(response: ServerResponse, fault: string | null): PacketWriter {
  if (fault === "one-byte") return cutPackets(response, everyByte);
  if (fault === "split-utf8") return cutPackets(response, insideCharacter);
  return wholePackets(response);
}

/** The deltas of an answer in order, encoded when they are sent. */
function deltaFrames(encoder: ChunkEncoder, { reasoning, tokens, toolCalls }: CompletionPlan) {
  const toolDeltas = toolCalls.flatMap(({ name, argumentDeltas }, index) =>
    argumentDeltas.map((text, n) => ({ index, text, name: n === 0 ? name : null })),
  );
  const contentFrom = reasoning.length;
  const toolFrom = contentFrom + tokens.length;
  return {
    count: toolFrom + toolDeltas.length,
    frame(index: number): string {
      if (index < contentFrom) return encoder.reasoning(reasoning[index] ?? "");
      if (index < toolFrom) return encoder.content(tokens[index - contentFrom] ?? "");
      const delta = toolDeltas[index - toolFrom];
      if (!delta) return "";
      const call = delta.name === null ? null : { id: encoder.callId(delta.index), name: delta.name };
      return encoder.toolCall(delta.index, call, delta.text);
    },
  };
}
