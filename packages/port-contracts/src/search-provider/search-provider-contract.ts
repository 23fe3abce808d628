import { describe, expect, it } from "vitest";
import { MAX_RESULT_ITEMS, SearchFailure, toolResultSchema, type SearchProvider } from "@sendcat/shared-types";

/** Ways in which a search can fail. */
export type SearchTrouble = "is-down" | "limits-rate" | "takes-no-key" | "is-cut" | "is-mangled" | "is-silent";

/** The provider under test, and a control for its surroundings. */
export interface SearchProviderHarness {
  readonly provider: SearchProvider;
  /** Makes the next search fail like this. */
  expect(trouble: SearchTrouble): void;
}

/** The tests that every SearchProvider must pass. `open` is called once per test and may return the same provider each time. */
export function searchProviderContract(name: string, open: () => Promise<SearchProviderHarness>): void {
  describe(`SearchProvider: ${name}`, () => {
    const setUp = async (trouble: SearchTrouble | null = null) => {
      const harness = await open();
      if (trouble) harness.expect(trouble);
      const search = async (signal = AbortSignal.timeout(20_000), query = "air fryer") =>
        await harness.provider.search({ query }, signal);
      return { provider: harness.provider, search };
    };
    const failureOf = async (search: () => Promise<unknown>) =>
      await search().then(
        () => expect.fail("found something"),
        (error: unknown) => {
          if (!(error instanceof SearchFailure)) throw error;
          return error;
        },
      );

    it("returns a limited number of results in one shape, with safe links", async () => {
      const { provider, search } = await setUp();
      expect(provider.route).toMatch(/^[a-z]+\/[a-z]+$/);
      const { items } = toolResultSchema.parse(await search());
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThanOrEqual(MAX_RESULT_ITEMS);
      for (const { url, title } of items) {
        expect(url).toMatch(/^https?:\/\//);
        expect(title).not.toBe("");
      }
    });

    it.each(["is-down", "limits-rate", "is-cut", "is-mangled"] as const)(
      "says that a retry may help when the provider %s, and answers the retry",
      async (trouble) => {
        const { search } = await setUp(trouble);
        expect((await failureOf(search)).retryable).toBe(true);
        expect((await search()).items.length).toBeGreaterThan(0);
      },
    );

    it("says that a refused key is not worth a retry, without showing the key", async () => {
      const { search } = await setUp("takes-no-key");
      const failure = await failureOf(search);
      expect(failure.retryable).toBe(false);
      expect(`${failure.message} ${JSON.stringify(failure)}`).not.toContain("test-key");
    });

    it("stops when it is aborted, so that a silent provider blocks nobody", async () => {
      const { search } = await setUp("is-silent");
      const failure = await failureOf(async () => await search(AbortSignal.timeout(50)));
      expect(failure.retryable).toBe(true);
    });
  });
}
