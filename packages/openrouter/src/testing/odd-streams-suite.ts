import { createOpenRouterSimulator, ODD_STREAMS } from "@sendcat/local-simulators";
import { afterAll, describe, expect, it } from "vitest";
import { createOpenRouterModel } from "../create-openrouter-model.ts";
import { oddReading } from "./odd-reading.ts";
import { eventsOf } from "./reading-of.ts";

/** Reads every odd stream of the simulator with a host's `fetch`, and compares with what its file expects. */
export async function oddStreamsSuite(host: string, hostFetch: typeof fetch): Promise<void> {
  const simulator = await createOpenRouterSimulator();
  afterAll(() => simulator.close());
  const model = createOpenRouterModel({ apiKey: "k", baseUrl: simulator.url, fetch: hostFetch });

  describe(`an odd answer of a provider, on ${host},`, () => {
    it.each(ODD_STREAMS)("is read as what was meant: $name", async ({ name, reads }) => {
      const events = await eventsOf(model, `[[sim:odd stream=${name}]]`);
      expect(oddReading(events)).toEqual(reads);
      const ids = events.flatMap((event) => (event.type === "tool-call" ? [event.callId] : []));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain("");
    });
  });
}
