import type { ServerResponse } from "node:http";
import { ChunkEncoder, COMMENT, DONE, HEARTBEATS, ODD_DATA } from "./chunk-encoder.ts";
import { shapedEvents } from "./chunk-shapes.ts";
import { compressedPackets, isCoding } from "./compressed-packets.ts";
import { errorOf } from "./error-body.ts";
import type { SimulatedModel } from "./models.ts";
import { cutPackets, everyByte, insideCharacter, wholePackets, type PacketWriter } from "./packet-writer.ts";
import type { CompletionPlan } from "./plan-completion.ts";
import { countsOf, type RequestLog, type RequestRecord } from "./request-log.ts";
import type { SimSettings } from "./sim-settings.ts";
import type { TimerWheel } from "./timer-wheel.ts";
import { shaped, type ToolCallDelta } from "./tool-call-shapes.ts";
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

/** Interval of comments sent while the client waits for the first token. */
const COMMENT_EVERY_MS = 1_000;

/** Sends an answer as server-sent events at its pace, with its fault, and logs what was really sent. */
export function streamAnswer({ response, record, log, model, plan, settings, wheel }: StreamAnswerOptions): void {
  const { fault, after, tokensPerSecond, tokensPerWrite } = settings;
  const encoder = new ChunkEncoder({
    id: record.id,
    provider: model.provider,
    model: record.model,
    created: Math.floor(record.receivedAtMs / 1_000),
  });
  const writer = writerFor(response, fault);
  const framed = framing(settings);
  const deltas = deltaFrames(encoder, plan, settings);
  const breaksAt = fault !== null && BREAKS.has(fault) ? Math.min(after, deltas.count) : Infinity;
  const startedAtMs = performance.now();
  const isSlow = fault === "slow-first-token" || fault === "hidden-reasoning";
  const firstAtMs = startedAtMs + (isSlow ? settings.delayMs : settings.ttftMs);
  const signOfLife = fault === "hidden-reasoning" ? encoder.hiddenReasoning() : COMMENT;
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
    ...(isCoding(fault) ? { "content-encoding": fault } : {}),
  });
  writer.write(framed(signOfLife));
  awaitFirst();

  function awaitFirst(): void {
    const leftMs = firstAtMs - performance.now();
    if (leftMs <= 0) return step();
    cancelTimer = wheel.schedule(Math.min(leftMs, COMMENT_EVERY_MS), () => {
      if (firstAtMs - performance.now() > 0) writer.write(framed(signOfLife));
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

  /** Applies the fault at this point; true when the stream continues. */
  function breakOff(): boolean {
    switch (fault) {
      case "malformed-json":
        writer.write(framed(encoder.malformed()));
        return true;
      case "five-megabyte-line":
        writer.write(framed(encoder.content("x".repeat(FIVE_MEGABYTES))));
        return true;
      case "error-midstream":
      case "error-midstream-word": {
        const error = { ...errorOf(502), metadata: { error_type: "server" } };
        const code = fault === "error-midstream" ? 502 : "server_error";
        log.end(record, "broken", Date.now());
        writer.end(framed(encoder.error({ ...error, code }) + DONE));
        return false;
      }
      case "error-text":
      case "error-bare":
      case "error-event": {
        const words = "Rate limit exceeded. Please retry shortly.";
        log.end(record, "broken", Date.now());
        const told = {
          "error-text": encoder.errorText,
          "error-bare": encoder.errorBare,
          "error-event": encoder.errorEvent,
        };
        writer.end(framed(told[fault](words) + DONE));
        return false;
      }
      case "done-midstream":
        log.end(record, "broken", Date.now());
        writer.end(framed(DONE));
        return false;
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
    const usage = fault === "no-usage" ? "" : encoder.usage(usageBody(model, countsOf(record), record.bill));
    log.end(record, "complete", Date.now());
    const reason = plan.finishReason === "none" ? "" : encoder.finish(plan.finishReason);
    writer.end(framed(reason + usage + (fault === "no-done" ? "" : DONE)));
  }
}

const BREAKS = new Set([
  "cut-midstream",
  "error-midstream",
  "error-midstream-word",
  "error-text",
  "error-bare",
  "error-event",
  "done-midstream",
  "hang-midstream",
  "malformed-json",
  "five-megabyte-line",
]);

const FIVE_MEGABYTES = 5 * 1_048_576;

/** A CR is never followed by an LF here: together they would be one line end. */
const MIXED_ENDS = ["\r\n", "\n", "\r\n", "\r"];

const FRAMINGS: Readonly<Record<string, (text: string) => string>> = {
  crlf: (text) => text.replaceAll("\n", "\r\n"),
  cr: (text) => text.replaceAll("\n", "\r"),
  "mixed-line-ends": (text) => {
    let ends = 0;
    return text.replaceAll("\n", () => MIXED_ENDS[ends++ % MIXED_ENDS.length] ?? "\n");
  },
  heartbeats: (text) => HEARTBEATS + text,
  "odd-data": (text) => ODD_DATA + text,
};

function framing({ fault, chunkShapes }: SimSettings): (text: string) => string {
  const frame = FRAMINGS[fault ?? ""];
  return (text) => frame?.(shapedEvents(text, chunkShapes)) ?? shapedEvents(text, chunkShapes);
}

function writerFor(response: ServerResponse, fault: string | null): PacketWriter {
  if (isCoding(fault)) return compressedPackets(response, fault);
  if (fault === "one-byte") return cutPackets(response, everyByte);
  if (fault === "split-utf8") return cutPackets(response, insideCharacter);
  return wholePackets(response);
}

/** The deltas of an answer in order, encoded when they are sent. */
function deltaFrames(
  encoder: ChunkEncoder,
  { reasoning, tokens, toolCalls }: CompletionPlan,
  { shapes, extras }: Pick<SimSettings, "shapes" | "extras">,
) {
  const toolDeltas = toolCalls.flatMap(({ name, argumentDeltas }, index) => {
    // Only the first delta of a call has its name; the others continue its arguments.
    const deltas = argumentDeltas.map((text, n): ToolCallDelta => {
      const head = n === 0 ? { index, id: encoder.callId(index) } : { index };
      return { ...head, type: "function", function: n === 0 ? { name, arguments: text } : { arguments: text } };
    });
    return shaped(deltas, shapes);
  });
  const contentFrom = reasoning.length;
  const toolFrom = contentFrom + tokens.length;
  const extrasAt = contentFrom + Math.min(1, tokens.length - 1);
  return {
    count: toolFrom + toolDeltas.length,
    frame(index: number): string {
      if (index < contentFrom) return encoder.reasoning(reasoning[index] ?? "");
      if (index < toolFrom) {
        const content = encoder.content(tokens[index - contentFrom] ?? "");
        return index === extrasAt ? content + extras.map((extra) => encoder.extra(extra)).join("") : content;
      }
      const delta = toolDeltas[index - toolFrom];
      return delta ? encoder.toolCall(delta) : "";
    },
  };
}
