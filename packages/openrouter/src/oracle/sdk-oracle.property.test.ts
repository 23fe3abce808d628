import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, providerScript } from "../testing/provider-script.ts";
import { directEventsOf, readingOf, sdkEventsOf } from "../testing/reading-of.ts";

describe("our adapter and the AI SDK", () => {
  it("read the same from any provider stream, cut at any byte", { timeout: longTestTimeoutMs() }, async () => {
    await fc.assert(
      fc.asyncProperty(providerScript, async (given) => {
        const bytes = bytesOf(given);
        const [direct, sdk] = [readingOf(await directEventsOf(bytes)), readingOf(await sdkEventsOf(bytes))];
        // An answer without a finish reason was cut: the SDK treats it as complete, and so would the user.
        if (given.ending === "cut") expect(direct.ending).toBe("error");
        else expect(direct.ending).toBe(sdk.ending);
        expect(direct.said).toEqual(sdk.said);
        if (given.ending !== "cut" && given.ending !== "error") {
          expect(direct.asked).toEqual(sdk.asked);
          expect(direct.usage).toEqual(sdk.usage);
        }
      }),
      { numRuns: runsOf("model-beside-the-ai-sdk") },
    );
  });
});
