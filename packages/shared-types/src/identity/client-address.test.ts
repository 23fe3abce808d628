import { expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  [" 192.0.2.7 ", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:207", "192.0.2.7"],
  ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7::"],
  ["2001:DB8:0:7::1", "2001:db8:0:7::"],
  ["2001:db8::1", "2001:db8:0:0::"],
  ["::1", "0:0:0:0::"],
])("a client cannot pass for many by writing %s in another way", (text, name) => {
  expect(clientAddress(text)).toBe(name);
  expect(clientAddress(name)).toBe(name);
});

it("120 addresses of one /64 are one client, and the next /64 is another", () => {
  const names = new Set(Array.from({ length: 120 }, (_, n) => clientAddress(`2001:db8:1:2::${n.toString(16)}`)));
  expect([...names]).toEqual(["2001:db8:1:2::"]);
  expect(clientAddress("2001:db8:1:3::1")).toBe("2001:db8:1:3::");
});

it.each([null, undefined, "", "unknown", "192.0.2.256", "192.0.2.7, 192.0.2.8", "2001:db8::/64"])(
  "%s is no address, so it cannot be a name of its own",
  (text) => expect(clientAddress(text)).toBeNull(),
);
