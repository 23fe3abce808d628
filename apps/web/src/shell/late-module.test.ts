import { describe, expect, it } from "vitest";
import { createLateModule } from "./late-module.ts";

/** A module whose imports end as listed, in order; an error is a failed import. */
function importing(ends: readonly (string | Error)[]) {
  let asked = 0;
  const late = createLateModule(async () => {
    const end = ends[asked++];
    if (end === undefined || end instanceof Error) throw end ?? new Error("imported too often");
    return end;
  });
  return { late, asked: () => asked };
}

describe("code that loads after the page", () => {
  it("is requested again after a failure, and never again once it is loaded", async () => {
    const { late, asked } = importing([new Error("offline"), new Error("offline"), "code"]);
    await late.load();
    expect(late.state()).toEqual({ module: null, failures: 1, isLoading: false });
    await late.load();
    expect(late.state()).toMatchObject({ module: null, failures: 2 });
    await late.load();
    expect(late.state().module).toBe("code");
    await late.load();
    expect(asked()).toBe(3);
  });

  it("is requested once when several components need it, and tells them when it is loaded", async () => {
    const { late, asked } = importing(["code"]);
    const told: (string | null)[] = [];
    const stop = late.subscribe(() => told.push(late.state().module));
    await Promise.all([late.load(), late.load()]);
    stop();
    expect(asked()).toBe(1);
    expect(told).toEqual([null, "code"]);
  });
});
