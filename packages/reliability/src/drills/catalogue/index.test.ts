import { DEFAULT_POLICY, overridePolicy } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { drillPolicy } from "../drill-override.ts";
import { PROFILES } from "../profiles.ts";
import { hasNoticed, sabotaged } from "../sabotage.ts";
import { DRILLS } from "./index.ts";

const profile = PROFILES.quick;

describe.each(DRILLS.map((drill) => ({ name: drill.name, drill })))("the drill $name", ({ drill }) => {
  const judged = drill
    .phases(profile)
    .flatMap(({ slos, running = {} }) => [...Object.values(slos), ...Object.values(running)])
    .flatMap((slos) => Object.keys(slos));

  it("judges the SLO that its sabotage breaks, or it would stay green without its protection", () => {
    expect([...judged, ...Object.keys(drill.slos?.(profile) ?? {})]).toContain(drill.sabotage.breaks);
  });

  it("is judged by the same SLOs when sabotaged", () => {
    const broken = sabotaged(drill);
    const slos = (of: typeof drill) => of.phases(profile).map((phase) => ({ ...phase, begin: undefined }));
    expect(slos(broken)).toEqual(slos(drill));
    expect(broken.slos?.(profile)).toEqual(drill.slos?.(profile));
    expect(broken.groups(profile)).toEqual(drill.groups(profile));
  });

  it("has policies that the service accepts, sabotaged or not", () => {
    for (const one of [drill, sabotaged(drill)])
      expect(() => overridePolicy(DEFAULT_POLICY, drillPolicy(one, profile))).not.toThrow();
  });

  it("writes no report under its own name when sabotaged, because the gate sums up the error budget by name", () => {
    expect(DRILLS.map(({ name }) => name)).not.toContain(sabotaged(drill).name);
  });

  it("judges only groups that it has", () => {
    const groups = drill.groups(profile).map(({ name }) => name);
    for (const { slos, running = {} } of drill.phases(profile))
      for (const group of [...Object.keys(slos), ...Object.keys(running)]) expect(groups).toContain(group);
  });
});

describe("a sabotage counts as noticed", () => {
  const verdict = { indicator: "answered", bound: "at most 32", measured: 120, ok: false, says: "" } as const;
  const report = (over: object) => ({ phases: [], wholeVerdicts: [{ ...verdict, ...over }] });

  it("only when the SLO that it breaks fails, so that a slow machine does not count", () => {
    expect(hasNoticed(report({}), { breaks: "answered" })).toBe(true);
    expect(hasNoticed(report({ ok: true }), { breaks: "answered" })).toBe(false);
    expect(hasNoticed(report({ indicator: "firstTokenP95" }), { breaks: "answered" })).toBe(false);
  });

  it("only when that SLO was measured", () => {
    expect(hasNoticed(report({ measured: null }), { breaks: "answered" })).toBe(false);
  });
});
