import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import type { ChatTurn } from "../shop/conversation.ts";

/** The fields of a request body that change what the simulator does. */
export interface ChatCompletionRequest {
  readonly model: string;
  readonly messages: readonly ChatTurn[];
  readonly stream: boolean;
  readonly maxTokens: number;
  readonly user: string | null;
  readonly toolNames: readonly string[];
  /** Number of pictures in its messages, as URLs; data URLs count. */
  readonly pictures: number;
  /** Number of tool results since the last question. */
  readonly toolResults: number;
  /** The latest message of the assistant that calls tools; null when there is none. */
  readonly callMessage: JsonRecord | null;
  /** `provider.max_price`: US dollars per million tokens; null when not given. */
  readonly maxPrice: { readonly prompt: number | null; readonly completion: number | null };
  /** `provider.data_collection` and `provider.zdr`: which hosts of the model may answer. */
  readonly dataCollection: "allow" | "deny";
  readonly zdr: boolean;
  /** The simulator's own field, `sim`: parameters by name. */
  readonly sim: Readonly<Record<string, unknown>>;
}

export type ParsedRequest =
  | { readonly ok: true; readonly request: ChatCompletionRequest }
  | { readonly ok: false; readonly message: string };

const DEFAULT_MAX_TOKENS = 65_536;

/** Checks a parsed JSON body as OpenRouter does; on failure the message is the text of the 400. */
export function parseChatCompletionRequest(body: unknown): ParsedRequest {
  if (!isRecord(body)) return refuse('Input required: specify "prompt" or "messages"');
  const model = body["model"] ?? (Array.isArray(body["models"]) ? body["models"][0] : undefined);
  if (typeof model !== "string" || model === "") return refuse("No models provided");
  if (!Array.isArray(body["messages"]) || body["messages"].length === 0) {
    return refuse('Input required: specify "prompt" or "messages"');
  }
  const messages: ChatTurn[] = [];
  let toolResults = 0;
  for (const message of body["messages"]) {
    const [said, ...notes] = isRecord(message) ? textsOf(message["content"]) : [null];
    const role = isRecord(message) ? message["role"] : null;
    if (said === null || said === undefined || typeof role !== "string")
      return refuse("messages: expected role and content");
    if (role === "user") toolResults = 0;
    if (role === "tool") toolResults++;
    // What follows a question in its message is told to the model by the app.
    if (role === "user" && notes.length > 0) messages.push({ role: "system", text: notes.join("\n") });
    const text = role === "user" ? said : [said, ...notes].join("");
    // A message that only calls tools has no text.
    if (role === "user" || (role === "assistant" && text !== "")) messages.push({ role, text });
    else if (role === "system" || role === "developer") messages.push({ role: "system", text });
  }
  const offered = toolNames(body["tools"]);
  // As strict as the providers that refuse results of tools which the request does not name.
  const hasResults = body["messages"].some((message) => isRecord(message) && message["role"] === "tool");
  if (hasResults && offered.length === 0) return refuse("tools: required, because messages contain results of tools");
  const maxTokens = body["max_tokens"] ?? body["max_completion_tokens"] ?? DEFAULT_MAX_TOKENS;
  if (typeof maxTokens !== "number" || !(maxTokens >= 1)) return refuse("max_tokens: expected a number of at least 1");
  const provider = body["provider"] ?? {};
  const maxPrice = isRecord(provider) ? (provider["max_price"] ?? {}) : null;
  if (!isRecord(maxPrice)) return refuse("provider: expected an object, and max_price in it to be one");
  const { data_collection: dataCollection = "allow", zdr = false } = isRecord(provider) ? provider : {};
  if (dataCollection !== "allow" && dataCollection !== "deny") return refuse("provider.data_collection: allow or deny");
  if (typeof zdr !== "boolean") return refuse("provider.zdr: expected a boolean");
  const sim = body["sim"] ?? {};
  if (!isRecord(sim)) return refuse("sim: expected an object");
  return {
    ok: true,
    request: {
      model,
      messages,
      stream: body["stream"] === true,
      maxTokens: Math.floor(maxTokens),
      user: typeof body["user"] === "string" ? body["user"] : null,
      toolNames: body["tool_choice"] === "none" ? [] : offered,
      toolResults,
      callMessage:
        body["messages"].filter(isRecord).findLast((message) => Array.isArray(message["tool_calls"])) ?? null,
      pictures: body["messages"].reduce((sum: number, message) => sum + picturesOf(message), 0),
      maxPrice: { prompt: price(maxPrice["prompt"]), completion: price(maxPrice["completion"]) },
      dataCollection,
      zdr,
      sim,
    },
  };
}

function refuse(message: string): ParsedRequest {
  return { ok: false, message };
}

function picturesOf(message: unknown): number {
  const content = isRecord(message) ? message["content"] : null;
  if (!Array.isArray(content)) return 0;
  return content.filter((part) => isRecord(part) && part["type"] === "image_url" && isRecord(part["image_url"])).length;
}

/** Content is a string, or a list of parts of which only the text parts count. Null: anything else. */
function textsOf(content: unknown): readonly (string | null)[] {
  if (typeof content === "string") return [content];
  if (content === null || content === undefined) return [""];
  if (!Array.isArray(content)) return [null];
  const texts = content.flatMap((part) => (isRecord(part) && typeof part["text"] === "string" ? part["text"] : []));
  return texts.length > 0 ? texts : [""];
}

/** A number, or a number as text. */
function price(value: unknown): number | null {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function toolNames(tools: unknown): readonly string[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool) => {
    const named = isRecord(tool) && isRecord(tool["function"]) ? tool["function"]["name"] : null;
    return typeof named === "string" ? [named] : [];
  });
}
