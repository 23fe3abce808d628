import { describe, expect, it } from "vitest";
import { checkVersion } from "./check-version.ts";

const asking = (version: string | null) =>
  new Request("https://sendcat.test/api/chat", { headers: version === null ? {} : { "x-sendcat-api": version } });

describe("a client of another version", () => {
  it.each([null, "3", "4", "5", "latest", "", "2.9"])("is answered when it says %j and 3 is the oldest", (version) => {
    expect(checkVersion(asking(version), 3)).toBeNull();
  });

  it.each(["2", "1", "0"])("is told to update when it says %j", (version) => {
    expect(checkVersion(asking(version), 3)).toEqual({ code: "client_outdated" });
  });
});
