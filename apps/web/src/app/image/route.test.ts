import { expect, it } from "vitest";
import { DELETE, OPTIONS, PATCH, POST, PUT } from "./route.ts";

it("tells who asks otherwise that pictures can be read alone", () => {
  expect(OPTIONS().status).toBe(204);
  for (const answer of [POST, PUT, PATCH, DELETE]) expect(answer().status).toBe(405);
  for (const answer of [OPTIONS, POST, PUT, PATCH, DELETE])
    expect(answer().headers.get("allow")).toBe("GET, HEAD, OPTIONS");
});
