import { expect, it } from "vitest";
import { DELETE, OPTIONS, PATCH, POST, PUT } from "./route.ts";

it("answers 405 with the allowed methods to anything but a read of a picture", () => {
  expect(OPTIONS().status).toBe(204);
  for (const answer of [POST, PUT, PATCH, DELETE]) expect(answer().status).toBe(405);
  for (const answer of [OPTIONS, POST, PUT, PATCH, DELETE])
    expect(answer().headers.get("allow")).toBe("GET, HEAD, OPTIONS");
});
