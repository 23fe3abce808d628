import fc from "fast-check";

/** One element of a provider's stream. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reasoning"; readonly text: string }
  | { readonly kind: "comment" }
  | { readonly kind: "tool"; readonly index: number; readonly name: string; readonly input: string };

export interface ProviderScript {
  readonly pieces: readonly Piece[];
  readonly ending: "done" | "no-done" | "error" | "cut";
  readonly usage: boolean;
  /** Where the bytes are cut, as fractions of the total length; a single -1 means after every byte. */
  readonly cuts: readonly number[];
}

const characters = fc.string({ unit: "grapheme", maxLength: 12 });
const words = fc.oneof(
  characters,
  fc.constantFrom("", " ", "Kingston ", "🌀", "J$25,000", '"quoted"', "\\u005c", "\u2028\n\r", "data: x"),
);
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify({ query: value }));
const comment = fc.record({ kind: fc.constant("comment" as const) });
const runOf = (kind: "text" | "reasoning") =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant(kind), text: words }) },
      { weight: 1, arbitrary: comment },
    ),
    { maxLength: 8 },
  );
/** Reasoning comes first: the SDK drops reasoning after text has begun, and we show it. Otherwise the two must agree. */
const pieces = fc.tuple(runOf("reasoning"), runOf("text")).map((runs): readonly Piece[] => runs.flat());
const calls = fc.array(
  fc.record({ name: fc.constantFrom("search_web", "search_products"), input: fc.oneof(json, fc.constant("{}")) }),
  {
    maxLength: 3,
  },
);
export const providerScript: fc.Arbitrary<ProviderScript> = fc.record({
  pieces: fc
    .tuple(pieces, calls)
    .map(([said, asked]) => [...said, ...asked.map((call, index) => ({ kind: "tool" as const, index, ...call }))]),
  ending: fc.constantFrom("done", "done", "done", "no-done", "error", "cut"),
  usage: fc.boolean(),
  cuts: fc.oneof(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), fc.constant([-1])),
});

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish, native_finish_reason: finish, logprobs: null }];
  return `data: ${JSON.stringify({ id: "gen-1", provider: "P", model: "m", object: "chat.completion.chunk", created: 1, choices })}\n\n`;
}

/** A script as the provider's bytes, in the pieces that the network delivers. */
export function bytesOf({ pieces: said, ending, usage, cuts }: ProviderScript): Uint8Array[] {
  let text = chunk({ role: "assistant", content: "" });
  for (const piece of said) {
    if (piece.kind === "comment") text += ": OPENROUTER PROCESSING\n\n";
    else if (piece.kind === "text") text += chunk({ role: "assistant", content: piece.text });
    else if (piece.kind === "reasoning") {
      const reasoning_details = [{ type: "reasoning.text", text: piece.text, format: "unknown", index: 0 }];
      text += chunk({ role: "assistant", content: "", reasoning: piece.text, reasoning_details });
    } else {
      const { index, name, input } = piece;
      text += chunk({
        tool_calls: [{ index, id: `call_${index}`, type: "function", function: { name, arguments: "" } }],
      });
      for (const letter of input) text += chunk({ tool_calls: [{ index, function: { arguments: letter } }] });
    }
  }
  const hasCalls = said.some(({ kind }) => kind === "tool");
  if (ending === "error") {
    const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
    text += `data: ${JSON.stringify({ id: "gen-1", model: "m", choices, error: { code: 502, message: "broke" } })}\n\n`;
  }
  if (ending === "done" || ending === "no-done") {
    text += chunk({ role: "assistant", content: "" }, hasCalls ? "tool_calls" : "stop");
    if (usage) {
      const figures = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13, cost: 0.000_12 };
      text += `data: ${JSON.stringify({ id: "gen-1", model: "m", choices: [], usage: figures })}\n\n`;
    }
    if (ending === "done") text += "data: [DONE]\n\n";
  }
  const bytes = new TextEncoder().encode(text);
  const places =
    cuts[0] === -1
      ? Array.from({ length: Math.min(bytes.length, 3_000) }, (_, i) => i)
      : cuts.map((share) => Math.floor(share * bytes.length)).toSorted((a, b) => a - b);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const place of places) {
    if (place > from) parts.push(bytes.subarray(from, place));
    from = Math.max(from, place);
  }
  parts.push(bytes.subarray(from));
  return parts;
}

export function providerOf(parts: readonly Uint8Array[]): typeof fetch {
  return async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
      { headers: { "content-type": "text/event-stream", "x-generation-id": "gen-1" } },
    );
}
