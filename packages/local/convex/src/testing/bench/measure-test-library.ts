import { convexTest } from "convex-test";
import { anyApi, type FunctionReference } from "convex/server";
import schema from "../../../fixtures/app/convex/schema.ts";
import { measureRate, percentile, type Rate } from "./sample.ts";

export interface LibraryFigures {
  readonly increments: Rate;
  readonly inserts: Rate;
  readonly reads: Readonly<Record<number, { readonly page: number; readonly search: number; readonly turn: number }>>;
}

// safe because anyApi answers a reference for every name; a wrong one fails the first call.
const api = anyApi as unknown as {
  bench: Record<"increment" | "insert" | "seed", FunctionReference<"mutation">> &
    Record<"page" | "search" | "turnReads", FunctionReference<"query">>;
};

const modules = {
  "./_generated/api.js": async () => ({}),
  "./bench.ts": () => import("../../../fixtures/app/convex/bench.ts"),
};
const ROUND_MS = 2_000;
const SAMPLES = 20;
const MESSAGES_PER_CHANNEL = 50;

/** Measures the same functions in the official test library, which runs in memory and without a network. */
export async function measureTestLibrary(messages: number): Promise<LibraryFigures> {
  const library = convexTest(schema, modules);
  const rate = (call: (worker: number) => Promise<unknown>): Promise<Rate> =>
    measureRate(call, { workers: 16, roundMs: ROUND_MS });
  const increments = await rate((worker) => library.mutation(api.bench.increment, { name: `c${worker}` }));
  const inserts = await rate((worker) =>
    library.mutation(api.bench.insert, { channel: `c${worker}`, body: "an air fryer" }),
  );
  const seeded = convexTest(schema, modules);
  await seeded.mutation(api.bench.seed, { from: 0, count: messages });
  const median = async (read: (channel: string) => Promise<unknown>): Promise<number> => {
    const waitsMs: number[] = [];
    for (let n = 0; n < SAMPLES; n++) {
      const calledMs = performance.now();
      await read(`thread ${(n * 7) % (messages / MESSAGES_PER_CHANNEL)}`);
      waitsMs.push(performance.now() - calledMs);
    }
    return percentile(waitsMs, 0.5);
  };
  return {
    increments,
    inserts,
    reads: {
      [messages]: {
        page: await median((channel) => seeded.query(api.bench.page, { channel, salt: 0 })),
        search: await median((channel) =>
          seeded.query(api.bench.search, { channel, text: "blender kettle num", salt: 0 }),
        ),
        turn: await median((channel) => seeded.query(api.bench.turnReads, { channel, salt: 0 })),
      },
    },
  };
}
