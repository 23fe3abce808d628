import { describe, expect, it } from "vitest";
import { parseAddress } from "./parse-address.ts";

describe("addresses", () => {
  it.each([
    ["10.1.2.3", "::ffff:10.1.2.3"],
    ["10.1.2.3", "::ffff:a01:203"],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::1", "0:0:0:0:0:0:0:1"],
  ])("%s is %s", (address, other) => {
    expect(parseAddress(address)).not.toBeNull();
    expect(parseAddress(address)).toBe(parseAddress(other));
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4/24",
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
  ])("finds no address in %j", (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});
