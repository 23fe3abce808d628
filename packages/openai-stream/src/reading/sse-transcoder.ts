import {
  cutText,
  type AnswerOrigin,
  type FinishReason,
  type ModelEvent,
  type ModelUsage,
  type Refusal,
} from "@sendcat/shared-types";
import { ContentTemplate } from "./content-template.ts";
import { finishReason } from "./finish-reason.ts";
import { isHeartbeat } from "./heartbeat.ts";
import { MAX_ANSWER_CHARS, MAX_EXTRAS, MAX_LINE_CHARS, MAX_ORIGIN_CHARS } from "../limits.ts";
import { usageFromChunk } from "./usage-from-chunk.ts";
import type { Extras } from "./extras.ts";
import type { ReasoningDelta } from "./reasoning-delta.ts";
import { ReasoningRecord } from "./reasoning-record.ts";
import { ThinkTags, type Parted } from "./think-tags.ts";
import type { ToolCallDelta } from "./tool-call-delta.ts";
import { ToolCalls } from "./tool-calls.ts";
import { isPlainText, readCompletionChunk, type CompletionChunk } from "./completion-chunk.ts";
import { errorOfBareValue, errorOfEvent, type ProviderError } from "../failures/provider-error.ts";
import { refusalFromStatus } from "../failures/refusal-from-status.ts";
import { SseEvents } from "./sse-events.ts";

const DONE = /^\s*"?\[DONE\]"?\s*$/i;

/**
 * Turns the bytes of a provider's event stream into model events. Never throws: whatever arrives, the events end with exactly one `finish` or
 * `error`, with `usage` before it. Consecutive deltas of one push are joined into one event.
 */
export class SseTranscoder {
  readonly #decoder = new TextDecoder();
  readonly #sse = new SseEvents((data, event) => this.#take(data, event), MAX_LINE_CHARS);
  readonly #template = new ContentTemplate();
  readonly #tags = new ThinkTags();
  readonly #toolCalls: ToolCalls;
  /** Null when no tools were offered: then nothing is sent back. */
  readonly #record: ReasoningRecord | null;
  /** URLs of the pictures and pages so far. */
  readonly #extras = { picture: new Set<string>(), source: new Set<string>() };
  #events: ModelEvent[] = [];
  #text = "";
  #reasoning = "";
  #chars = 0;
  #hasText = false;
  /** Length of the answer when the provider last sent a token count without further text. */
  #countedAtChars: number | null = null;
  #usage: ModelUsage | null = null;
  #reason: FinishReason | null = null;
  /** Whether the model declined, whatever finish reason follows. */
  #isRefusal = false;
  /** The finish reason of another choice; not counted once a choice other than ours has said something. */
  #reasonElsewhere: FinishReason | null = null;
  #hasOthers = false;
  /** The index of the first choice with content; other choices are ignored. */
  #choice: string | null = null;
  #generationId: string | null;
  #host = "";
  #nativeFinishReason = "";
  #ended = false;

  /** `tools`: the names that were offered. */
  constructor(generationId: string | null = null, tools: readonly string[] = []) {
    this.#generationId = generationId;
    this.#toolCalls = new ToolCalls(tools);
    this.#record = tools.length > 0 ? new ReasoningRecord() : null;
  }

  get generationId(): string | null {
    return this.#generationId;
  }

  get origin(): AnswerOrigin {
    return { host: this.#host || null, nativeFinishReason: this.#nativeFinishReason || null };
  }

  /** True once there was a `finish` or `error`. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Returns the events of one network read; none for a comment or half a chunk. */
  push(bytes: Uint8Array): readonly ModelEvent[] {
    if (this.#ended) return [];
    if (!this.#sse.push(this.#decoder.decode(bytes, { stream: true }))) {
      this.#fail({ code: "upstream_error" }, new Error("an event of the stream is too large"));
    }
    return this.#takeEvents();
  }

  /** Reads a complete answer that came instead of a stream. It was not cut, even without a finish reason. */
  whole(json: unknown): readonly ModelEvent[] {
    const chunk = readCompletionChunk(json, null);
    if (chunk) this.#takeChunk({ ...chunk, isWhole: true });
    this.#finish(this.#reason);
    return this.#takeEvents();
  }

  /** Call when the body has ended. With neither a finish reason nor a token count after its last word, the answer was cut. */
  end(): readonly ModelEvent[] {
    if (this.#ended) return [];
    this.#sse.push(this.#decoder.decode());
    this.#sse.end();
    if (this.#said === null && this.#countedAtChars !== this.#chars)
      this.#fail({ code: "upstream_error" }, new Error("the stream ended in mid-answer"));
    else this.#finish(this.#said);
    return this.#takeEvents();
  }

  /** Call when the connection broke. An answer that already has its finish reason is still complete. */
  fail(cause: unknown): readonly ModelEvent[] {
    if (this.#ended) return [];
    if (this.#said === null) this.#fail({ code: "upstream_error" }, cause);
    else this.#finish(this.#said);
    return this.#takeEvents();
  }

  #take(data: string, event: string): void {
    if (this.#ended) return;
    if (event === "error") return this.#failAs(errorOfEvent(data));
    const plain = this.#template.match(data);
    if (plain !== null) return this.#addText(plain);
    if (DONE.test(data)) return this.#finish(this.#said);
    if (isHeartbeat(data, event)) return;
    const value = parse(data);
    const chunk = readCompletionChunk(value, this.#choice);
    if (!chunk) return this.#takeOddity(data, value);
    this.#takeChunk(chunk);
    if (chunk.text !== "" && isPlainText(chunk)) this.#template.learn(data, this.#choice);
  }

  /** Handles data that is not an object: ignored unless it reports an error. Data that is not JSON is part of a damaged chunk, so the answer fails. */
  #takeOddity(data: string, value: unknown): void {
    // A complete answer stays complete.
    if (this.#said !== null) return;
    const error = errorOfBareValue(value === undefined ? data : value);
    if (error) return this.#failAs(error);
    if (value === undefined) this.#fail({ code: "upstream_error" }, new Error("a chunk of the stream is not JSON"));
  }

  #takeChunk(whole: CompletionChunk): void {
    const chunk = whole.isWhole ? this.#withoutRepeats(whole) : whole;
    this.#generationId ??= chunk.id;
    this.#host ||= cutText(chunk.host, MAX_ORIGIN_CHARS);
    if (chunk.nativeFinishReason !== "") this.#nativeFinishReason = cutText(chunk.nativeFinishReason, MAX_ORIGIN_CHARS);
    if (saysSomething(chunk)) this.#choice ??= chunk.choice;
    this.#takeReasoning(chunk.reasoning);
    this.#addText(chunk.text);
    if (chunk.extras !== null) this.#addExtras(chunk.extras);
    if (chunk.toolCalls.length > 0) this.#addToolCalls(chunk.toolCalls);
    if (this.#ended) return;
    if (chunk.usage) {
      const usage = usageFromChunk(chunk.usage);
      const saysMore = chunk.text !== "" || chunk.reasoning.text !== "" || chunk.toolCalls.length > 0;
      // Some providers send an empty usage after the real one.
      if (this.#usage === null || hasFigures(usage)) this.#usage = usage;
      this.#countedAtChars = saysMore || this.#usage.outputTokens === 0 ? null : this.#chars;
    }
    if (chunk.error) return this.#failAs(chunk.error);
    this.#isRefusal ||= chunk.isRefusal;
    if (chunk.elsewhere !== null) this.#takeElsewhere(chunk.elsewhere);
    const reason = finishReason(chunk.finishReason ?? "");
    if (reason === "broken")
      this.#fail({ code: "upstream_error" }, new Error("the provider broke off without saying why"));
    else if (reason !== "none") this.#reason = reason;
    else if (chunk.isWhole && this.#hasText) this.#reason ??= "other";
  }

  /** Some servers number the chunks of one answer differently: its text is in choice 1, its end in choice 0. */
  #takeElsewhere({ isSilent, finishReason: said }: NonNullable<CompletionChunk["elsewhere"]>): void {
    if (!isSilent) this.#hasOthers = true;
    const reason = finishReason(said ?? "");
    if (reason !== "broken" && reason !== "none") this.#reasonElsewhere ??= reason;
  }

  get #said(): FinishReason | null {
    return this.#reason ?? (this.#hasOthers ? null : this.#reasonElsewhere);
  }

  #withoutRepeats(whole: CompletionChunk): CompletionChunk {
    const { text, reasoning } = whole;
    return {
      ...whole,
      text: this.#hasText ? "" : text,
      reasoning: this.#chars > 0 ? { ...reasoning, text: "", field: null } : reasoning,
    };
  }

  #addText(text: string): void {
    if (text === "") return;
    this.#count(text);
    if (this.#tags.areOver) this.#say(text);
    else this.#takeParted(this.#tags.push(text));
  }

  #takeParted({ reasoning, text }: Parted): void {
    if (reasoning !== "") this.#think(reasoning);
    if (text !== "") this.#say(text);
  }

  #say(text: string): void {
    if (this.#reasoning !== "") this.#flush();
    this.#hasText = true;
    this.#text += text;
  }

  #takeReasoning(reasoning: ReasoningDelta): void {
    const { text, details } = reasoning;
    if (text === "" && details.length === 0) return;
    this.#record?.push(reasoning);
    if (text !== "") {
      this.#count(text);
      return this.#think(text);
    }
    this.#flush();
    if (this.#events.at(-1)?.type !== "reasoning-hidden") this.#events.push({ type: "reasoning-hidden" });
  }

  #think(text: string): void {
    if (this.#text !== "") this.#flush();
    this.#reasoning += text;
  }

  #addExtras({ pictures, sources }: Extras): void {
    this.#flush();
    const events = [
      ...pictures.map((url) => ({ type: "picture", url }) as const),
      ...sources.map((source) => ({ type: "source", ...source }) as const),
    ];
    for (const event of events) {
      const known = this.#extras[event.type];
      if (known.has(event.url) || known.size === MAX_EXTRAS) continue;
      known.add(event.url);
      this.#count(event.url);
      this.#events.push(event);
    }
  }

  #addToolCalls(deltas: readonly ToolCallDelta[]): void {
    const begun = this.#toolCalls.push(deltas);
    if (!begun)
      return this.#fail(
        { code: "upstream_error" },
        new Error("the answer has too many tool calls or too long arguments"),
      );
    if (begun.length === 0) return;
    this.#flush();
    this.#events.push(...begun);
  }

  #count(text: string): void {
    this.#chars += text.length;
    if (this.#chars > MAX_ANSWER_CHARS) this.#fail({ code: "upstream_error" }, new Error("the answer is too long"));
  }

  #flush(): void {
    if (this.#text !== "") this.#events.push({ type: "text-delta", text: this.#text });
    if (this.#reasoning !== "") this.#events.push({ type: "reasoning-delta", text: this.#reasoning });
    this.#text = "";
    this.#reasoning = "";
  }

  #finish(said: FinishReason | null): void {
    if (this.#ended) return;
    this.#takeParted(this.#tags.end());
    this.#flush();
    const calls = this.#toolCalls.end();
    const ended = this.#reasonFor(said, calls.length > 0);
    const reason = ended !== null && this.#isRefusal ? "refusal" : ended;
    if (reason === null)
      return this.#fail({ code: "upstream_error" }, new Error("the answer ended before it was complete"));
    const fields = calls.length > 0 ? (this.#record?.fields ?? null) : null;
    if (fields !== null) this.#events.push({ type: "reasoning-fields", fields });
    this.#events.push(...calls);
    this.#close({ type: "finish", reason });
  }

  /**
   * Why the answer ended; null when it was cut. Some providers never send a finish reason: then tool calls with complete arguments count as
   * complete, and so does a text whose tokens the provider counted after its last character.
   */
  #reasonFor(said: FinishReason | null, hasCalls: boolean): FinishReason | null {
    if (hasCalls && (said === "other" || (said === null && !this.#toolCalls.isTorn))) return "tool-calls";
    if (!hasCalls && this.#toolCalls.hasNameless) return null;
    if (said !== null) return said;
    return !hasCalls && this.#hasText && this.#countedAtChars === this.#chars ? "other" : null;
  }

  #failAs({ status, message, moderated }: ProviderError): void {
    const { refusal } = refusalFromStatus(status, { moderated });
    this.#fail(refusal, new Error(`the provider broke off with ${status}: ${message}`));
  }

  #fail(refusal: Refusal, cause: unknown): void {
    this.#close({ type: "error", refusal, cause });
  }

  #close(last: ModelEvent): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#takeParted(this.#tags.end());
    this.#flush();
    if (this.#usage) this.#events.push({ type: "usage", usage: this.#usage });
    this.#events.push(last);
  }

  #takeEvents(): readonly ModelEvent[] {
    this.#flush();
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    return events;
  }
}

function hasFigures({ inputTokens, outputTokens, costMicroUsd }: ModelUsage): boolean {
  return inputTokens + outputTokens > 0 || costMicroUsd !== null;
}

function saysSomething({ text, reasoning, toolCalls, extras, finishReason }: CompletionChunk): boolean {
  const isSaid = text !== "" || reasoning.text !== "" || reasoning.details.length > 0;
  return isSaid || toolCalls.length > 0 || extras !== null || finishReason !== null;
}

/** Undefined if the data is not JSON. */
function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
