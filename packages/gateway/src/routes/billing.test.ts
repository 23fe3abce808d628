import { describe, expect, it } from "vitest";
import { scriptedModel } from "@sendcat/port-contracts";
import { world } from "../testing/world.ts";

const THREAD = "thread-0123456789";
const order = { plan: "plus", currency: "jmd", threadId: THREAD };

async function urlOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  return ((await response.json()) as { url: string }).url;
}

describe("billing", () => {
  it("sends a buyer to pay what they were shown, and back to the conversation", async () => {
    const w = world(scriptedModel([]));
    const url = new URL(await urlOf(await w.post("/api/billing/checkout", order, "pro-ana")));
    expect(url.origin + url.pathname).toBe("https://pay.test/plus");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      amount: "95000",
      currency: "jmd",
      success: `https://sendcat.test/t/${THREAD}?bought=plus`,
      cancel: `https://sendcat.test/plans?thread=${THREAD}`,
    });
  });

  it("sends who has a plan to where plans are changed, so that nobody pays for two", async () => {
    const w = world(scriptedModel([]));
    const url = await urlOf(await w.post("/api/billing/checkout", order, "pro-paying"));
    expect(url).toBe(`https://portal.test/cus-pro-paying?back=https://sendcat.test/t/${THREAD}`);
    expect(await urlOf(await w.post("/api/billing/portal", {}, "pro-paying"))).toContain(
      "back=https://sendcat.test/account",
    );
  });

  it.each([
    ["a plan that is not sold", { ...order, plan: "free" }],
    ["another currency", { ...order, currency: "eur" }],
    ["an address to come back to", { ...order, threadId: "//evil.test/x/y/z/0123" }],
    ["nothing", {}],
  ])("refuses %s", async (_, body) => {
    const response = await world(scriptedModel([])).post("/api/billing/checkout", body, "pro-ana");
    expect(response.status).toBe(400);
  });

  it("asks a guest to sign in first", async () => {
    const response = await world(scriptedModel([])).post("/api/billing/checkout", order, "ana");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: { scope: "account", message: "Sign in to do this." },
    });
  });
});
