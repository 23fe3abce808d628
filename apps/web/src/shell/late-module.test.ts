import { describe, expect, it } from "vitest";
import { createLateModule } from "./late-module.ts";

/** Imports that end in this order: an error fails. */
function importing(ends: readonly (string | Error)[]) {
  let asked = 0;
  const late = createLateModule(async () => {
    const end = ends[asked++];
    if (end === undefined || end instanceof Error) throw end ?? new Error("asked too often");
    return end;
  });
  return { late, asked: () => asked };
}

describe("a part of the page that comes later", () => {
  it("is asked for again after it did not come, and never again once it is here", async () => {
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

  it("is asked for once by all who want it at the same time, and tells them when it is here", async () => {
    const { late, asked } = importing(["code"]);
    const told: (string | null)[] = [];
    const stop = late.subscribe(() => told.push(late.state().module));
    await Promise.all([late.load(), late.load()]);
    stop();
    expect(asked()).toBe(1);
    expect(told).toEqual([null, "code"]);
  });
});
