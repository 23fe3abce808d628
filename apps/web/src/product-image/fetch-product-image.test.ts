import type { ThrottleResult } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { fetchProductImage } from "./fetch-product-image.ts";

const origins = ["https://i.ebayimg.com"];
const png = (body: BodyInit | null = "picture", headers: Record<string, string> = {}) =>
  new Response(body, { headers: { "content-type": "image/png", ...headers } });

const taken = { ok: true, limit: 2, remaining: 1, degraded: false } as const;

async function ask(
  url: string | null,
  answer: () => Response | Promise<Response> = () => png(),
  throttled: ThrottleResult = taken,
) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return await answer();
  };
  return { response: await fetchProductImage(url, { origins, fetch, take: async () => throttled }), asked };
}

describe("a product's picture", () => {
  it("is fetched from the policy's origins, and is served so that a browser treats it only as a picture", async () => {
    const { response, asked } = await ask("https://i.ebayimg.com/a.png");
    expect(asked).toEqual(["https://i.ebayimg.com/a.png"]);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(await response.text()).toBe("picture");
  });

  it.each([
    null,
    "",
    "nonsense",
    "http://i.ebayimg.com/a.png",
    "https://i.ebayimg.com.evil.example/a.png",
    "https://user@i.ebayimg.com/a.png",
    "https://evil.example/https://i.ebayimg.com/a.png",
    "https://169.254.169.254/latest",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    `https://i.ebayimg.com/${"a".repeat(2_000)}`,
  ])("is not fetched from %s", async (url) => {
    const { response, asked } = await ask(url);
    expect([response.status, asked]).toEqual([404, []]);
  });

  it("is not fetched for an address that has asked for too many, which learns when to ask again", async () => {
    const refused = { ok: false, limit: 2, resetAtMs: 0, retryAfterMs: 1_500, degraded: false } as const;
    const { response, asked } = await ask("https://i.ebayimg.com/a.png", () => png(), refused);
    expect([response.status, response.headers.get("retry-after"), asked]).toEqual([429, "2", []]);
  });

  it.each<readonly [string, () => Response | Promise<Response>]>([
    ["an SVG, which may contain scripts", () => png("<svg/>", { "content-type": "image/svg+xml" })],
    ["a page", () => png("<html>", { "content-type": "text/html" })],
    [
      "a redirect to somewhere else",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
    ],
    ["more than two megabytes", () => png(new Uint8Array(2 * 1024 * 1024 + 1))],
    ["no response", () => Promise.reject(new TypeError("fetch failed"))],
  ])("is refused with 502 when the origin answers with %s", async (_, answer) => {
    expect((await ask("https://i.ebayimg.com/a.png", answer)).response.status).toBe(502);
  });
});
