import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { REPO_ROOT } from "@sendcat/local-stack";
import { GAUGES, METRICS } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { MILESTONES, triggersOf } from "../capacity/milestones.ts";

const file = (path: string): string => readFileSync(join(REPO_ROOT, path), "utf8");

const rules = z
  .strictObject({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^[A-Z]\w+$/),
            expr: z.string(),
            for: z.string().regex(/^\d+m$/),
            labels: z.strictObject({ severity: z.enum(["critical", "warning", "info"]) }),
            annotations: z.strictObject({ summary: z.string().min(20), runbook: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(file("ops/alerts.yml")));
const alerts = rules.groups.flatMap((group) => group.rules);

const dashboard = z
  .object({
    panels: z.array(
      z.object({
        id: z.number(),
        title: z.string(),
        targets: z.array(z.object({ expr: z.string(), refId: z.string() })).min(1),
        gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      }),
    ),
  })
  .parse(JSON.parse(file("ops/grafana-dashboard.json")));

/** Labels of every series of `GET /api/ops/metrics`, by name. */
const shown = new Map<string, readonly string[]>();
for (const { name, labels } of Object.values(GAUGES)) shown.set(name, labels);
for (const row of Object.values(METRICS)) {
  if (row.type === "counter") shown.set(row.name, row.labels);
  else for (const part of ["_sum", "_count"]) shown.set(row.name + part, row.labels);
  if (row.type === "histogram") shown.set(`${row.name}_bucket`, [...row.labels, "le"]);
}

/** The problems of a query: its grammar, a metric that does not exist, a label that its metrics do not have. */
function problemsOf(query: string): readonly string[] {
  const problems: string[] = [];
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      const text = query.slice(from, to);
      if (type.isError) problems.push(`not PromQL at ${from}: ${query.slice(from, from + 20)}`);
      if (type.name === "VectorSelector") metrics.push(/^[\w:]+/.exec(text)?.[0] ?? "");
      if (type.name === "LabelName") labels.push(text);
    },
  });
  if (metrics.length === 0) problems.push("names no metric");
  const known = metrics.flatMap((metric) => shown.get(metric) ?? (problems.push(`${metric} does not exist`), []));
  for (const label of labels) if (!known.includes(label)) problems.push(`none of its metrics has the label ${label}`);
  return problems;
}

describe("ops/alerts.yml", () => {
  it.each(alerts.map((alert) => [alert.alert, alert.expr] as const))(
    "the alert %s queries metrics that exist",
    (_, expr) => {
      expect(problemsOf(expr)).toEqual([]);
    },
  );

  it("links each alert to an existing page of the runbook", () => {
    const anchors = [...file("docs/runbook.md").matchAll(/^## (.+)$/gm)].map(
      ([, title = ""]) =>
        `docs/runbook.md#${title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, "")
          .replaceAll(" ", "-")}`,
    );
    for (const { alert, annotations } of alerts) expect(anchors, alert).toContain(annotations.runbook);
  });

  it("has no two alerts of the same name", () => {
    const names = alerts.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("ops/grafana-dashboard.json", () => {
  it.each(dashboard.panels.map((panel) => [panel.title, panel] as const))(
    "the panel %s queries metrics that exist",
    (_, panel) => {
      for (const { expr } of panel.targets) expect(problemsOf(expr)).toEqual([]);
    },
  );

  it("has no overlapping panels", () => {
    const cells = dashboard.panels.map(({ gridPos }) => `${gridPos.x},${gridPos.y}`);
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

describe("the milestones' triggers query metrics that exist", () => {
  it.each(MILESTONES.flatMap((milestone) => triggersOf(milestone)))("$when: $query", ({ query }) => {
    expect(problemsOf(query)).toEqual([]);
  });
});

it("finds a wrong query, so this check can fail", () => {
  expect(problemsOf("sum(rate(sendcat_turns_total[5m])")).not.toEqual([]);
  expect(problemsOf("sendcat_no_such_thing > 1")).toEqual(["sendcat_no_such_thing does not exist"]);
  expect(problemsOf('sendcat_turns_total{moon="full"}')).toEqual(["none of its metrics has the label moon"]);
});
