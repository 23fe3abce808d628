// @vitest-environment edge-runtime
import { DEFAULT_POLICY, productSchema, webPageSchema, type SearchProvider } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { HOSTILE, itemSummaries, serperSearch, serperShopping } from "@sendcat/local-simulators/search";
import { ebayListings } from "./ebay.ts";
import { serperShopping as shoppingProvider, serperWeb } from "./serper.ts";

const IMAGES = "https://pictures.example.com";
const policy = { ...DEFAULT_POLICY.tools, imageOrigins: [IMAGES] };

/** The simulated providers' answers, without a network. */
const answers: typeof fetch = async (input, init) => {
  const url = new URL(String(input));
  const asked = { gl: "us", hl: "en", num: 100 };
  if (url.pathname === "/search") return Response.json(serperSearch({ ...asked, ...JSON.parse(String(init?.body)) }));
  if (url.pathname === "/shopping")
    return Response.json(serperShopping({ ...asked, ...JSON.parse(String(init?.body)) }, IMAGES));
  return Response.json(itemSummaries(url.searchParams, "EBAY_US", IMAGES));
};

const serper = { apiKey: "k", baseUrl: "https://serper.test", policy, fetch: answers };
const providers: readonly SearchProvider[] = [
  serperWeb(serper),
  shoppingProvider(serper),
  ebayListings({
    clientId: "id",
    clientSecret: "secret",
    baseUrl: "https://ebay.test",
    marketplace: "EBAY_US",
    policy,
    loadToken: async () => ({ accessToken: "t", expiresAtMs: Date.now() + 3_600_000 }),
    saveToken: async () => undefined,
    now: () => Date.now(),
    fetch: answers,
  }),
];

/** Markup and invisible characters. */
const UNWANTED = /[<>\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;

describe("a hostile listing or page", () => {
  it("is one of at least thirty attacks on a model, a page or a browser", () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(30);
  });

  it.each(HOSTILE.map(({ title }, number) => [number, title.slice(0, 60)] as const))(
    "comes through only as plain text with safe links and our own pictures: %i %s",
    async (number) => {
      for (const provider of providers) {
        const result = await provider.search({ query: `hostile-${number}` }, AbortSignal.timeout(1_000));
        for (const item of result.items) {
          const { url, ...rest } = item;
          if (result.kind === "products") productSchema.parse(item);
          else webPageSchema.parse(item);
          const texts = Object.entries(rest).filter(([name, value]) => name !== "image" && typeof value === "string");
          for (const [name, text] of texts) {
            expect(text, name).not.toMatch(UNWANTED);
            expect(String(text).length, name).toBeLessThanOrEqual(400);
          }
          expect(url).toMatch(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\//);
          expect(new URL(url).username).toBe("");
          if ("image" in item && item.image !== null) expect(new URL(item.image).origin).toBe(IMAGES);
        }
      }
    },
  );

  it("is kept when only its text is hostile: text is data", async () => {
    const [web] = providers;
    const result = await web?.search({ query: "hostile-0" }, AbortSignal.timeout(1_000));
    expect(result?.items[0]).toMatchObject({ title: expect.stringContaining("Ignore all previous instructions") });
  });
});
