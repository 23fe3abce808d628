import type { JsonRecord, ModelReasoning } from "@sendcat/shared-types";
import { MAX_REASONING_CHARS } from "../limits.ts";
import type { ReasoningDelta } from "./reasoning-delta.ts";

/** Fields of a detail whose pieces are joined; of other fields, the last value counts. */
const JOINED: ReadonlySet<string> = new Set(["text", "summary"]);
const ENCRYPTED = "reasoning.encrypted";

/**
 * Collects an answer's reasoning in the provider's own fields, to send it back with the tool calls. Texts that come in pieces (same type, index
 * and id) are joined; encrypted details come whole, sometimes twice.
 */
export class ReasoningRecord {
  readonly #details: Record<string, unknown>[] = [];
  readonly #texts = new Map<string, string>();
  #chars = 0;

  push({ text, field, details }: ReasoningDelta): void {
    this.#chars += text.length + (details.length > 0 ? JSON.stringify(details).length : 0);
    if (this.#chars > MAX_REASONING_CHARS) return;
    if (field !== null) this.#texts.set(field, (this.#texts.get(field) ?? "") + text);
    for (const detail of details) this.#add(detail);
  }

  /** Null when there is nothing to send back, or more than the limit. */
  get fields(): ModelReasoning["fields"] | null {
    if (this.#chars > MAX_REASONING_CHARS) return null;
    if (this.#details.length > 0) return { reasoning_details: this.#details };
    return this.#texts.size > 0 ? Object.fromEntries(this.#texts) : null;
  }

  #add(detail: JsonRecord): void {
    const { type, id } = detail;
    const isKnown = type === ENCRYPTED && typeof id === "string" && this.#details.some((one) => one["id"] === id);
    if (isKnown) return;
    const last = this.#details.at(-1);
    if (!last || !continues(last, detail)) return void this.#details.push({ ...detail });
    for (const [name, value] of Object.entries(detail)) {
      if (value === null || value === undefined) continue;
      const before = last[name];
      last[name] = JOINED.has(name) && typeof before === "string" && typeof value === "string" ? before + value : value;
    }
  }
}

function continues(last: JsonRecord, detail: JsonRecord): boolean {
  const { type } = detail;
  return (
    type !== ENCRYPTED &&
    last["type"] === type &&
    same(last["index"], detail["index"]) &&
    same(last["id"], detail["id"])
  );
}

/** Later pieces often leave a field out. */
function same(before: unknown, now: unknown): boolean {
  return before === now || now === undefined || now === null || before === undefined || before === null;
}
