/** A model of the simulated list; prices in US dollars per token as decimal strings, like OpenRouter's. */
export interface SimulatedModel {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly contextLength: number;
  readonly promptUsd: string;
  readonly completionUsd: string;
  /** Prompt tokens read from the cache, and written to it; missing: like others. */
  readonly cacheReadUsd?: string;
  readonly cacheWriteUsd?: string;
}

const ROWS: readonly (readonly [string, string, string, number, string, string])[] = [
  ["google/gemini-2.5-flash", "Google: Gemini 2.5 Flash", "Google", 1_048_576, "0.0000003", "0.0000025"],
  ["google/gemini-2.5-flash-lite", "Google: Gemini 2.5 Flash Lite", "Google", 1_048_576, "0.0000001", "0.0000004"],
  ["google/gemini-2.5-pro", "Google: Gemini 2.5 Pro", "Google", 1_048_576, "0.00000125", "0.00001"],
  ["openai/gpt-4.1", "OpenAI: GPT-4.1", "OpenAI", 1_047_576, "0.000002", "0.000008"],
  ["openai/gpt-4.1-mini", "OpenAI: GPT-4.1 Mini", "OpenAI", 1_047_576, "0.0000004", "0.0000016"],
  ["openai/gpt-4o-mini", "OpenAI: GPT-4o-mini", "OpenAI", 128_000, "0.00000015", "0.0000006"],
  ["anthropic/claude-sonnet-4.5", "Anthropic: Claude Sonnet 4.5", "Anthropic", 1_000_000, "0.000003", "0.000015"],
  ["anthropic/claude-haiku-4.5", "Anthropic: Claude Haiku 4.5", "Anthropic", 200_000, "0.000001", "0.000005"],
  [
    "meta-llama/llama-3.3-70b-instruct",
    "Meta: Llama 3.3 70B Instruct",
    "DeepInfra",
    131_072,
    "0.00000013",
    "0.00000038",
  ],
  ["meta-llama/llama-3.3-70b-instruct:free", "Meta: Llama 3.3 70B Instruct (free)", "Venice", 131_072, "0", "0"],
  ["sim/shop", "Simulator: shopping assistant", "Simulated", 131_072, "0.0000001", "0.0000004"],
  ["sim/bench", "Simulator: one-word tokens", "Simulated", 131_072, "0.0000001", "0.0000004"],
  ["sim/echo", "Simulator: says what it was told", "Simulated", 131_072, "0.0000001", "0.0000004"],
];

const CACHE_USD: Readonly<Record<string, Pick<SimulatedModel, "cacheReadUsd" | "cacheWriteUsd">>> = {
  "google/gemini-2.5-flash": { cacheReadUsd: "0.00000003" },
  "openai/gpt-4.1": { cacheReadUsd: "0.0000005" },
  "openai/gpt-4.1-mini": { cacheReadUsd: "0.0000001" },
  "anthropic/claude-sonnet-4.5": { cacheReadUsd: "0.0000003", cacheWriteUsd: "0.00000375" },
};

export const MODELS: readonly SimulatedModel[] = ROWS.map(
  ([id, name, provider, contextLength, promptUsd, completionUsd]) => ({
    id,
    name,
    provider,
    contextLength,
    promptUsd,
    completionUsd,
    ...CACHE_USD[id],
  }),
);

const BY_ID = new Map(MODELS.map((model) => [model.id, model]));

/** `sim/bench:tokens=500` is `sim/bench` with parameters. */
export function findModel(id: string): SimulatedModel | undefined {
  return BY_ID.get(id.startsWith("sim/") ? (id.split(":")[0] ?? id) : id);
}

const MILLION = 1_000_000;

/** Whether a model costs no more than a request allows, with a small tolerance for rounding. */
export function isWithinPrice(
  model: SimulatedModel,
  max: { readonly prompt: number | null; readonly completion: number | null },
): boolean {
  const fits = (usd: string, limit: number | null) => limit === null || Number(usd) * MILLION <= limit * (1 + 1e-9);
  return fits(model.promptUsd, max.prompt) && fits(model.completionUsd, max.completion);
}

/** The answer of `GET /models`. */
export const MODELS_BODY = JSON.stringify({
  data: MODELS.map(({ id, name, contextLength, promptUsd, completionUsd, cacheReadUsd, cacheWriteUsd }) => ({
    id,
    canonical_slug: id,
    name,
    created: 1_750_000_000,
    description: "A simulated model.",
    context_length: contextLength,
    architecture: {
      modality: "text->text",
      input_modalities: ["text"],
      output_modalities: ["text"],
      tokenizer: "Other",
      instruct_type: null,
    },
    pricing: {
      prompt: promptUsd,
      completion: completionUsd,
      request: "0",
      image: "0",
      web_search: "0",
      ...(cacheReadUsd === undefined ? {} : { input_cache_read: cacheReadUsd }),
      ...(cacheWriteUsd === undefined ? {} : { input_cache_write: cacheWriteUsd }),
    },
    top_provider: { context_length: contextLength, max_completion_tokens: 65_536, is_moderated: false },
    per_request_limits: null,
    default_parameters: null,
    supported_parameters: ["max_tokens", "temperature", "tools", "tool_choice", "reasoning", "include_reasoning"],
    supported_voices: null,
    links: { details: `/api/v1/models/${id}/endpoints` },
  })),
  links: { next: null },
  total_count: MODELS.length,
});
