import type { OpenRouterError } from "./error-body.ts";
import type { ExtraDelta } from "./extra-deltas.ts";
import type { ToolCallDelta } from "./tool-call-shapes.ts";

export const COMMENT = ": OPENROUTER PROCESSING\n\n";
export const DONE = "data: [DONE]\n\n";
/** Events without content. */
export const HEARTBEATS = "data:\n\ndata: : OPENROUTER PROCESSING\n\nevent: ping\ndata: {}\n\n";

/** Events whose data is JSON but not an object. */
export const ODD_DATA = 'data: 5\n\ndata: "text"\n\ndata: []\n\ndata: null\n\n';

/** Writes the SSE chunks of one generation. The parts they share are encoded once. */
export class ChunkEncoder {
  readonly #head: string;
  readonly #id: string;

  constructor(generation: {
    readonly id: string;
    readonly provider: string;
    readonly model: string;
    readonly created: number;
  }) {
    const { id, provider, model, created } = generation;
    const fields = JSON.stringify({ id, provider, model, object: "chat.completion.chunk", created });
    this.#id = id;
    this.#head = `data: ${fields.slice(0, -1)},`;
  }

  content(text: string): string {
    return `${this.#head}"choices":[{"index":0,"delta":{"role":"assistant","content":${JSON.stringify(text)}},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}\n\n`;
  }

  reasoning(text: string): string {
    const json = JSON.stringify(text);
    return this.#delta(
      `{"role":"assistant","content":"","reasoning":${json},"reasoning_details":[{"type":"reasoning.text","text":${json},"format":"unknown","index":0}]}`,
    );
  }

  hiddenReasoning(): string {
    return this.#delta('{"content":"","reasoning_details":[{"type":"reasoning.encrypted","data":"c2lt","index":0}]}');
  }

  /** Id of a tool call, unique across generations. */
  callId(index: number): string {
    return `call_${this.#id.slice(-12)}_${index}`;
  }

  toolCall(call: ToolCallDelta): string {
    return this.#delta(JSON.stringify({ role: "assistant", content: null, tool_calls: [call] }));
  }

  extra(delta: ExtraDelta): string {
    return this.#delta(JSON.stringify({ role: "assistant", content: "", ...delta }));
  }

  #delta(json: string): string {
    return `${this.#head}"choices":[{"index":0,"delta":${json},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}\n\n`;
  }

  finish(reason: string): string {
    const native = reason === "stop" ? "STOP" : reason.toUpperCase();
    return `${this.#head}"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":${JSON.stringify(reason)},"native_finish_reason":${JSON.stringify(native)},"logprobs":null}]}\n\n`;
  }

  usage(usage: Readonly<Record<string, unknown>>): string {
    return `${this.#head}"choices":[],"usage":${JSON.stringify(usage)}}\n\n`;
  }

  error(error: OpenRouterError): string {
    return `${this.#head}"error":${JSON.stringify(error)},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","native_finish_reason":"error"}]}\n\n`;
  }

  errorText(error: string): string {
    return `data: ${JSON.stringify({ error })}\n\n`;
  }

  errorBare(words: string): string {
    return `data: ${JSON.stringify(words)}\n\n`;
  }

  errorEvent(message: string): string {
    return `event: error\ndata: ${JSON.stringify({ message })}\n\n`;
  }

  malformed(): string {
    return `${this.#head}"choices":[{"index":0,"delta":{"content":"Wh\n\n`;
  }
}
