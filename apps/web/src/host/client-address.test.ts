import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

const headers = new Headers({ "x-forwarded-for": "6.6.6.6, 10.0.0.1, 203.0.113.9", "x-real-ip": "198.51.100.7" });

describe("the client's address", () => {
  it("cannot be forged by the client when there is no trusted proxy in front", () => {
    expect(clientAddress(headers, { onVercel: false, trustedProxyHops: 0 })).toBeNull();
  });

  it("is what our own proxy appended, whatever the client sent", () => {
    expect(clientAddress(headers, { onVercel: false, trustedProxyHops: 1 })).toBe("203.0.113.9");
    expect(clientAddress(headers, { onVercel: false, trustedProxyHops: 2 })).toBe("10.0.0.1");
  });

  it("is unknown when fewer proxies than configured appended an address", () => {
    expect(clientAddress(new Headers(), { onVercel: false, trustedProxyHops: 1 })).toBeNull();
    expect(clientAddress(headers, { onVercel: false, trustedProxyHops: 4 })).toBeNull();
  });

  it("is what the platform reports on Vercel", () => {
    expect(clientAddress(headers, { onVercel: true, trustedProxyHops: 0 })).toBe("198.51.100.7");
  });
});
