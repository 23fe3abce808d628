import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createSearchSimulator, type SearchSimulator } from "./create-search-simulator.ts";
import { LISTING_COUNT } from "./listings.ts";

let simulator: SearchSimulator;
beforeAll(async () => {
  simulator = await createSearchSimulator({ latencyMs: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const serper = (path: string, body: unknown, headers: Record<string, string> = { "x-api-key": "k" }) =>
  fetch(`${simulator.serperUrl}${path}`, { method: "POST", headers, body: JSON.stringify(body) });

async function ebayToken(): Promise<string> {
  const response = await fetch(`${simulator.ebayUrl}/identity/v1/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("id:secret")}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials&scope=https://api.ebay.com/oauth/api_scope",
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

it("lists about a thousand products, each with a valid picture", async () => {
  expect(LISTING_COUNT).toBeGreaterThan(3_000);
  const { shopping } = (await (await serper("/shopping", { q: "air fryer", num: 40 })).json()) as {
    shopping: { title: string; price: string; imageUrl: string }[];
  };
  expect(shopping).toHaveLength(40);
  expect(shopping[0]).toMatchObject({
    title: expect.stringMatching(/fryer/i),
    price: expect.stringMatching(/^\$[\d,]+\.\d\d$/),
  });
  const picture = await fetch(shopping[0]?.imageUrl ?? "");
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect([...new Uint8Array(await picture.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
});

it("answers Serper's calls in its format, refusals too", async () => {
  const body = await (await serper("/search", { q: "duty on phones" })).json();
  expect(body).toMatchObject({
    searchParameters: { q: "duty on phones", type: "search" },
    organic: [{ position: 1 }, {}, {}, {}, {}, {}],
  });
  expect((await serper("/search", { q: "x" }, {})).status).toBe(403);
  expect((await serper("/search", {})).status).toBe(400);
});

it("speaks eBay's OAuth and Browse API: token, marketplace, price and condition", async () => {
  const search = `${simulator.ebayUrl}/buy/browse/v1/item_summary/search?q=phone&limit=5&filter=${encodeURIComponent("price:[..100],priceCurrency:USD,conditionIds:{3000}")}`;
  expect((await fetch(search)).status).toBe(401);
  const headers = { authorization: `Bearer ${await ebayToken()}`, "x-ebay-c-marketplace-id": "EBAY_US" };
  const { itemSummaries } = (await (await fetch(search, { headers })).json()) as {
    itemSummaries: { price: { value: string }; conditionId: string }[];
  };
  expect(itemSummaries.length).toBeGreaterThan(0);
  expect(itemSummaries.every(({ price, conditionId }) => Number(price.value) <= 100 && conditionId === "3000")).toBe(
    true,
  );
});

it("fails on demand, and counts its requests and answers", async () => {
  simulator.orderFault({ fault: "429", count: 1 });
  simulator.orderFault({ fault: "cut", count: 1 });
  const limited = await serper("/search", { q: "one" });
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "2"]);
  await expect(serper("/search", { q: "two" }).then((response) => response.text())).rejects.toThrow();
  expect((await serper("/search", { q: "three" })).status).toBe(200);
  expect(simulator.requests().map(({ query, answered }) => [query, answered])).toEqual([
    ["one", false],
    ["two", false],
    ["three", true],
  ]);
});
