import { createOpenRouterSimulator, ODD_STREAMS, type OddReading } from "@sendcat/local-simulators";
import type { ModelEvent, Refusal } from "@sendcat/shared-types";
import { afterAll, describe, expect, it } from "vitest";
import { createOpenRouterModel } from "../create-openrouter-model.ts";
import { eventsOf } from "./reading-of.ts";

/** Reads every odd stream of the simulator with a host's `fetch`, and compares with what its file expects. */
export async function oddStreamsSuite(host: string, hostFetch: typeof fetch): Promise<void> {
  const simulator = await createOpenRouterSimulator();
  afterAll(() => simulator.close());
  const model = createOpenRouterModel({ apiKey: "k", baseUrl: simulator.url, fetch: hostFetch });

  describe(`an odd answer of a provider, on ${host},`, () => {
    it.each(ODD_STREAMS)("is read as what was meant: $name", async ({ name, reads }) => {
      expect(oddReading(await eventsOf(model, `[[sim:odd stream=${name}]]`))).toEqual(reads);
    });
  });
}

function oddReading(events: readonly ModelEvent[]): OddReading {
  const joined = (type: "text-delta" | "reasoning-delta") =>
    events.map((event) => (event.type === type ? event.text : "")).join("");
  const text = joined("text-delta");
  const reasoning = joined("reasoning-delta");
  const calls = events.flatMap((event) =>
    event.type === "tool-call" ? [[event.name, parsed(event.input)] as const] : [],
  );
  const ids = events.flatMap((event) => (event.type === "tool-call" ? [event.callId] : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain("");
  const pictures = events.flatMap((event) => (event.type === "picture" ? [event.url] : []));
  const sources = events.flatMap((event) => (event.type === "source" ? [[event.url, event.title] as const] : []));
  const sentBack = events.find((event) => event.type === "reasoning-fields")?.fields;
  const end = events.at(-1);
  return {
    ...(text && { text }),
    ...(reasoning && { reasoning }),
    ...(calls.length > 0 && { calls }),
    ...(pictures.length > 0 && { pictures }),
    ...(sources.length > 0 && { sources }),
    ...(sentBack && { sentBack }),
    ends: end?.type === "finish" ? end.reason : end?.type === "error" ? `error ${nameOf(end.refusal)}` : "",
  };
}

function nameOf({ code, scope }: Refusal): string {
  return scope === undefined ? code : `${code}/${scope}`;
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
