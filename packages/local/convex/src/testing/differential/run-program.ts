import type { FunctionReference } from "convex/server";
import { makeFunctionReference } from "convex/server";
import { ConvexError, convexToJson, type JSONValue, type Value } from "convex/values";
import type { Call, Program } from "./program.ts";

type Args = Record<string, unknown>;

/** Where a program runs: this engine or the official test library. */
export interface Target {
  mutation(reference: FunctionReference<"mutation">, args: Args): Promise<Value>;
  query(reference: FunctionReference<"query">, args: Args): Promise<Value>;
  /** Resolves when no scheduled function is left to run. */
  settle(isSettled: () => Promise<boolean>): Promise<void>;
}

interface PageAnswer {
  readonly page: Value;
  readonly isDone: boolean;
  readonly continueCursor: string;
}

const reset = makeFunctionReference<"mutation">("differential:reset");
const write = makeFunctionReference<"mutation">("differential:write");
const read = makeFunctionReference<"query">("differential:read");
const page = makeFunctionReference<"query">("differential:page");
const settled = makeFunctionReference<"query">("differential:settled");

/** Runs one program on one target, call by call, so that two targets can be compared after each call. */
export class ProgramRun {
  readonly #target: Target;
  readonly #program: Program;
  readonly #cursors: (string | null)[];
  readonly #jobs: string[] = [];

  constructor(target: Target, program: Program) {
    this.#target = target;
    this.#program = program;
    this.#cursors = program.sources.map(() => null);
  }

  async start(): Promise<void> {
    await this.#target.mutation(reset, {});
  }

  startOver(slot: number): void {
    this.#cursors[slot] = null;
  }

  /** Runs a call; returns its answer in a form that is equal exactly when two deployments agree. */
  async take(call: Call): Promise<{ seen: JSONValue; isDone: boolean }> {
    try {
      return await this.#take(call);
    } catch (error) {
      const data: unknown = error instanceof ConvexError ? error.data : undefined;
      // safe because the data of a ConvexError is a Convex value.
      return { seen: { failed: data === undefined ? true : convexToJson(data as Value) }, isDone: true };
    }
  }

  async #take(call: Call): Promise<{ seen: JSONValue; isDone: boolean }> {
    if (call.call === "page") return this.#takePage(call);
    if (call.call === "settle") return { seen: await this.#settle(), isDone: false };
    const { steps } = call;
    const answer =
      call.call === "write" ? await this.#target.mutation(write, { steps }) : await this.#target.query(read, { steps });
    return { seen: convexToJson(this.#withoutJobs(answer)), isDone: false };
  }

  async #takePage({ slot, numItems }: Call & { call: "page" }): Promise<{ seen: JSONValue; isDone: boolean }> {
    const source = this.#program.sources[slot];
    const paginationOpts = { numItems, cursor: this.#cursors[slot] ?? null };
    // safe because differential:page answers exactly this.
    const answer = (await this.#target.query(page, { source, paginationOpts })) as unknown as PageAnswer;
    this.#cursors[slot] = answer.continueCursor;
    const full = Array.isArray(answer.page) && answer.page.length >= numItems;
    return { seen: [convexToJson(answer.page), full || answer.isDone], isDone: answer.isDone };
  }

  async #settle(): Promise<JSONValue> {
    const state = async (): Promise<{ states: string[]; tallies: string[] }> =>
      // safe because differential:settled answers exactly this.
      (await this.#target.query(settled, { ids: this.#jobs })) as { states: string[]; tallies: string[] };
    await this.#target.settle(async () => !(await state()).states.some((kind) => kind === "pending"));
    return state();
  }

  #withoutJobs(answer: Value): Value {
    if (!Array.isArray(answer)) return answer;
    return answer.map((item) => {
      if (typeof item !== "object" || item === null || !("scheduled" in item)) return item;
      this.#jobs.push(String(item.scheduled));
      return { scheduled: true };
    });
  }
}
