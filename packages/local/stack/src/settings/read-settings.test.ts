import { describe, expect, it } from "vitest";
import { readSettings } from "./read-settings.ts";

const read = (env: Record<string, string>) => readSettings("dev", env);

describe("settings of the local stack", () => {
  it("runs every part on this machine when nothing is set", () => {
    const settings = read({});
    expect([settings.openRouter.kind, settings.redis.kind, settings.convex.kind]).toEqual([
      "simulator",
      "local",
      "local",
    ]);
    expect(settings.ports).toMatchObject({ web: 3000, convex: 3210, convexSite: 3211, redisRest: 3240 });
    expect(settings.dataDir).toMatch(/\/\.sendcat$/);
    expect(settings.front).toBe("none");
  });

  it("uses each real service that the environment names", () => {
    const settings = read({
      OPENROUTER_API_KEY: "sk",
      UPSTASH_REDIS_REST_URL: "https://r.example/",
      UPSTASH_REDIS_REST_TOKEN: "t",
      CONVEX_URL: "https://c.example",
      CONVEX_DEPLOY_KEY: "dev:x|y",
    });
    expect(settings.openRouter).toMatchObject({ kind: "real", baseUrl: "https://openrouter.ai/api/v1" });
    expect(settings.redis).toMatchObject({ kind: "real", url: "https://r.example" });
    expect(settings.convex).toMatchObject({ kind: "real", push: { kind: "cloud" } });
  });

  it("leaves a real Convex alone when it has no key for it", () => {
    expect(read({ CONVEX_URL: "https://c.example" }).convex).toMatchObject({ kind: "real", push: null });
  });

  it("starts nothing with a policy that the services would refuse", () => {
    const policy = { checkpoint: { leaseMs: 2_000 } };
    expect(() => readSettings("production", {}, { policy })).toThrow(
      /checkpoint\.leaseMs: must be at least three times/,
    );
  });

  it("treats an empty line of .env as not set", () => {
    expect(read({ OPENROUTER_API_KEY: "", CONVEX_URL: " " })).toMatchObject({ openRouter: { kind: "simulator" } });
  });

  it.each([
    [{ SENDCAT_PORT_BASE: "80" }, /SENDCAT_PORT_BASE/],
    [{ SENDCAT_PORT_BASE: "many" }, /SENDCAT_PORT_BASE/],
    [{ UPSTASH_REDIS_REST_URL: "https://r.example" }, /UPSTASH_REDIS_REST_TOKEN is missing/],
    [{ OPENROUTER_BASE_URL: "https://o.example" }, /OPENROUTER_API_KEY is not/],
    [{ CONVEX_DEPLOY_KEY: "dev:x|y" }, /CONVEX_URL is not/],
    [{ CONVEX_URL: "ftp://c.example" }, /CONVEX_URL is not an http/],
  ])("says which variable is wrong: %j", (env: Record<string, string>, message) => {
    expect(() => read(env)).toThrow(message);
  });
});
