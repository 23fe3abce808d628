import { describe, expect, it } from "vitest";
import { inAddressRange, parseAddress, parseAddressRange } from "./address-range.ts";

const inside = (address: string, range: string) => {
  const bits = parseAddress(address);
  const parsed = parseAddressRange(range);
  if (bits === null || parsed === null) throw new Error(`${address} or ${range} is not readable`);
  return inAddressRange(bits, parsed);
};

describe("addresses and ranges", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.0/24", true],
    ["203.0.114.7", "203.0.113.0/24", false],
    ["10.255.0.1", "10.0.0.0/8", true],
    ["::ffff:10.1.2.3", "10.0.0.0/8", true],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1", true],
    ["::1", "::/0", true],
    ["1.2.3.4", "0.0.0.0/0", true],
    ["2001:db8::1", "0.0.0.0/0", false],
  ])("%s in %s: %s", (address, range, expected) => {
    expect(inside(address, range)).toBe(expected);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4.5",
    "::1::",
    "12345::",
    "1:2:3:4:5:6:7:8:9",
    ":",
    "1:2",
    "x",
    "fe80::1%eth0",
  ])("reads no address in %j", (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it.each(["1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "::/129", "1.2.3.4/8/8"])("reads no range in %j", (text) => {
    expect(parseAddressRange(text)).toBeNull();
  });
});
