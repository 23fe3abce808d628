import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, type CspOptions } from "./content-security-policy.ts";
import { STATIC_SECURITY_HEADERS } from "./static-headers.ts";

const options: CspOptions = {
  nonce: "bm9uY2U=",
  convexUrl: "https://happy-otter-123.convex.cloud",
  streamBaseUrl: "",
  isDevelopment: false,
  isSecure: true,
};

function directive(policy: string, name: string): string | undefined {
  return policy.split("; ").find((one) => one.startsWith(`${name} `) || one === name);
}

describe("the page's policy", () => {
  it("runs no script without the nonce, and lets no site frame the page", () => {
    const policy = contentSecurityPolicy(options);
    expect(directive(policy, "script-src")).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(directive(policy, "style-src")).not.toContain("unsafe");
    expect(directive(policy, "frame-ancestors")).toBe("frame-ancestors 'none'");
    expect(directive(policy, "upgrade-insecure-requests")).toBeDefined();
  });

  it("allows connections to Convex and the stream host, over HTTP and WebSocket, and to no other site", () => {
    const policy = contentSecurityPolicy({ ...options, streamBaseUrl: "https://stream.example/base" });
    expect(directive(policy, "connect-src")).toBe(
      "connect-src 'self' https://happy-otter-123.convex.cloud wss://happy-otter-123.convex.cloud https://stream.example wss://stream.example",
    );
  });
});

describe("the headers of every response", () => {
  it("are the same on Vercel, where files are served without the app", () => {
    const vercelJson: unknown = JSON.parse(readFileSync(new URL("../../../../vercel.json", import.meta.url), "utf8"));
    expect(vercelJson).toMatchObject({ headers: [{ source: "/(.*)", headers: STATIC_SECURITY_HEADERS }] });
  });
});
