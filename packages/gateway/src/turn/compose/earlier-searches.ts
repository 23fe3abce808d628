import type { EarlierSearch, ModelMessage } from "@sendcat/shared-types";
import { resultText } from "../../tools/result-text.ts";

/** Most bytes of an earlier turn's result: enough for its first items, less than the turn's own searches get. */
const RESULT_BYTES = 2_500;

/** Searches of an earlier turn as messages: the model's calls and their results, with ids that are unique in the conversation. */
export function earlierSearches(searches: readonly EarlierSearch[], idPrefix: string): readonly ModelMessage[] {
  if (searches.length === 0) return [];
  const calls = searches.map(({ name, input, result }, index) => ({
    call: { callId: `${idPrefix}-${index}`, name, input: JSON.stringify(input) },
    result,
  }));
  return [
    { role: "assistant", content: "", toolCalls: calls.map(({ call }) => call) },
    ...calls.map(({ call, result }): ModelMessage => {
      const { callId, name } = call;
      return { role: "tool", callId, name, content: resultText(result, RESULT_BYTES) };
    }),
  ];
}
