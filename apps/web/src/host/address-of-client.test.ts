import { describe, expect, it } from "vitest";
import { addressOfClient } from "./address-of-client.ts";

const headers = new Headers({ "x-forwarded-for": "6.6.6.6, 10.0.0.1, 203.0.113.9", "x-real-ip": "198.51.100.7" });

describe("the client's address", () => {
  it("cannot be forged by the client when there is no trusted proxy in front", () => {
    expect(addressOfClient(headers, { onVercel: false, trustedProxyHops: 0 })).toBeNull();
  });

  it("is what our own proxy appended, whatever the client sent", () => {
    expect(addressOfClient(headers, { onVercel: false, trustedProxyHops: 1 })).toBe("203.0.113.9");
    expect(addressOfClient(headers, { onVercel: false, trustedProxyHops: 2 })).toBe("10.0.0.1");
  });

  it("is unknown when fewer proxies than configured appended an address", () => {
    expect(addressOfClient(new Headers(), { onVercel: false, trustedProxyHops: 1 })).toBeNull();
    expect(addressOfClient(headers, { onVercel: false, trustedProxyHops: 4 })).toBeNull();
  });

  it("is what the platform reports on Vercel", () => {
    expect(addressOfClient(headers, { onVercel: true, trustedProxyHops: 0 })).toBe("198.51.100.7");
  });
});
