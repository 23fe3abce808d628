import { describe, expect, it } from "vitest";
import type { WebhookSource } from "@sendcat/shared-types";

/** The source under test, and controls for its provider. */
export interface WebhookSourceHarness {
  readonly source: WebhookSource;
  /** Bodies of two events about the same object, the second one second later; of an event that we ignore; and of a malformed one. */
  readonly bodies: {
    readonly events: readonly [string, string];
    readonly ignored: string;
    readonly malformed: string;
  };
  /** The header with the provider's signature of a body, made this many seconds ago. */
  sign(body: string, agoSeconds: number): Promise<{ readonly name: string; readonly value: string }>;
}

/** The tests that every WebhookSource must pass. `open` is called once per test. */
export function webhookSourceContract(name: string, open: () => Promise<WebhookSourceHarness>): void {
  describe(`WebhookSource: ${name}`, () => {
    let opened: Promise<WebhookSourceHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const { source, sign, bodies } = harness;
      return {
        ...bodies,
        read: async (body: string, signed = body, agoSeconds = 0) => {
          const header = await sign(signed, agoSeconds);
          return await source.read(body, (asked) => (asked === header.name ? header.value : null));
        },
        readAs: async (body: string, value: string | null) => await source.read(body, () => value),
      };
    };

    it("reads a signed event under the provider's own id", async () => {
      const { events, read } = await setUp();
      const [first, again] = [await read(events[0]), await read(events[0])];
      expect(first).toMatchObject({ kind: "event", delivery: { eventId: expect.stringMatching(/^[\w-]{1,128}$/) } });
      expect(again).toEqual(first);
    });

    it("orders two events about the same object, so that the newer one wins", async () => {
      const { events, read } = await setUp();
      const versions = [];
      for (const body of events) {
        const reading = await read(body);
        if (reading.kind === "event") versions.push(reading.delivery.version);
      }
      const [older = "", newer = ""] = versions;
      expect(newer > older).toBe(true);
    });

    it("refuses an event that was changed, is unsigned, or was signed long ago", async () => {
      const { events, read, readAs } = await setUp();
      const [body, other] = events;
      const forged = { kind: "forged" };
      expect(await read(body, other)).toEqual(forged);
      expect(await read(`${body} `, body)).toEqual(forged);
      expect(await read(body, body, 3_600)).toEqual(forged);
      for (const value of [null, "", "genuine", "t=1,v1=00"]) expect(await readAs(body, value)).toEqual(forged);
    });

    it("tells an event that we ignore from one that is malformed", async () => {
      const { ignored, malformed, read } = await setUp();
      expect(await read(ignored)).toEqual({ kind: "ignored" });
      expect(await read(malformed)).toEqual({ kind: "malformed" });
    });
  });
}
