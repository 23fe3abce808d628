import { failed, ok, type Check } from "../check.ts";

export const appReady: Check = {
  name: "it is ready",
  needs: [],
  mend: "docs/runbook.md has a section for each dependency; a drained deployment takes turns again with the drain switch of /ops.",
  async look({ readiness }) {
    const { status, draining, dependencies, tookMs } = await readiness();
    if (status === "ready") return ok(`Redis in ${tookMs.redis} ms, Convex in ${tookMs.convex} ms`);
    const away = Object.entries(dependencies).flatMap(([name, isThere]) => (isThere ? [] : [name]));
    return failed(draining ? "it drains" : `no answer from ${away.join(" and ")}`);
  },
};
