import { CORE_CONTRACT, errorBodySchema, readinessSchema, type OperationsSnapshot } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { readChunks } from "../testing/read-ui-stream.ts";
import { memoryOperations, scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "../testing/world.ts";

const OPERATOR = "op-olive";
const READS = ["/api/ops/metrics", "/api/ops/snapshot"] as const;

async function busyWorld() {
  const here = world(scriptedModel([[text("A kettle.")], [usage(42), stop]]));
  await readChunks(await here.post("/api/chat", chatBody(), "alice"));
  await here.post("/api/chat", "not json", "alice");
  await here.settled();
  return here;
}

describe("what operators may see and change", () => {
  it.each(READS)("GET %s is for operators only", async (path) => {
    const { get } = await busyWorld();
    expect((await get(path)).status).toBe(401);
    for (const nobody of ["alice", "pro-alice"]) {
      const answer = await get(path, nobody);
      expect(answer.status).toBe(403);
      expect(errorBodySchema.parse(await answer.json()).error).toMatchObject({ code: "forbidden", scope: "role" });
    }
    expect((await get(path, OPERATOR)).status).toBe(200);
  });

  it("only operators change a control, and an invalid change is refused and changes nothing", async () => {
    const { get, post } = await busyWorld();
    const kill = { action: "kill", on: true };
    expect((await post("/api/ops/controls", kill)).status).toBe(401);
    expect((await post("/api/ops/controls", kill, "pro-alice")).status).toBe(403);
    const wrong = [{}, { action: "kill" }, { ...kill, also: 1 }, { action: "limit", limit: "moon", value: 1 }];
    const more = [
      { action: "limit", limit: "maxInFlight", value: -1 },
      { action: "explode", on: true },
      { action: "clear-cache", tool: "search_everything" },
      "x",
    ];
    for (const body of [...wrong, ...more]) expect((await post("/api/ops/controls", body, OPERATOR)).status).toBe(400);
    expect(await snapshotOf(get)).toMatchObject({ controls: { kill: false, drain: false, limits: {} }, audit: [] });
  });

  it("a change takes effect, and the audit log names the operator", async () => {
    const { get, post } = await busyWorld();
    expect((await post("/api/ops/controls", { action: "kill", on: true }, OPERATOR)).status).toBe(200);
    const limit = { action: "limit", limit: "maxInFlight", value: 7 };
    expect((await post("/api/ops/controls", limit, OPERATOR)).status).toBe(200);
    const { controls, places, audit } = await snapshotOf(get);
    expect({ controls, places }).toEqual({
      controls: { kill: true, drain: false, limits: { maxInFlight: 7 } },
      places: 7,
    });
    expect(audit).toMatchObject([
      { actor: OPERATOR, action: "limit", detail: '{"limit":"maxInFlight","value":7}' },
      { actor: OPERATOR, action: "kill", detail: '{"on":true}' },
    ]);
  });

  it("a change in the core takes effect, and the audit log names the operator", async () => {
    const { get, post } = await busyWorld();
    const clear = { action: "clear-cache", tool: "search_web" };
    expect((await post("/api/ops/controls", clear, "pro-alice")).status).toBe(403);
    expect((await post("/api/ops/controls", clear, OPERATOR)).status).toBe(200);
    expect((await post("/api/ops/controls", { action: "replay-dead-letters" }, OPERATOR)).status).toBe(200);
    expect((await snapshotOf(get)).audit).toMatchObject([
      { actor: OPERATOR, action: "replay-dead-letters", detail: "{}" },
      { actor: OPERATOR, action: "clear-cache", detail: '{"tool":"search_web"}' },
    ]);
  });

  it("readiness follows the drain switch at once in the process that switched it", async () => {
    const { get, post } = await busyWorld();
    const becomes = async (status: number) => expect((await get("/api/ready")).status).toBe(status);
    await becomes(200);
    await post("/api/ops/controls", { action: "drain", on: true }, OPERATOR);
    await becomes(503);
    await post("/api/ops/controls", { action: "drain", on: false }, OPERATOR);
    await becomes(200);
  });

  it("readiness reports response times and the release of the core, and stays ready when the core does not report one", async () => {
    const { get } = await busyWorld();
    const near = readinessSchema.parse(await (await get("/api/ready")).json());
    expect(near).toMatchObject({ status: "ready", core: { expected: CORE_CONTRACT, deployed: CORE_CONTRACT } });
    for (const took of Object.values(near.tookMs)) expect(took).toBeGreaterThanOrEqual(0);
    const { operationsLog } = memoryOperations();
    const contract = () => Promise.reject(new Error("no such function"));
    const old = world(scriptedModel([]), FAST_POLICY, { operationsLog: { ...operationsLog, contract } });
    const answer = await old.get("/api/ready");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ core: { deployed: null } });
  });

  async function snapshotOf(get: (path: string, as: string) => Promise<Response>): Promise<OperationsSnapshot> {
    // safe because it is only compared
    return (await (await get("/api/ops/snapshot", OPERATOR)).json()) as OperationsSnapshot;
  }
});

describe("GET /api/ops/metrics", () => {
  const metricsOf = async () => await (await (await busyWorld()).get("/api/ops/metrics", OPERATOR)).text();

  it("counts turns and refusals, with their attribution", async () => {
    const exposition = await metricsOf();
    expect(exposition).toContain('sendcat_turns_total{plan="guest",status="complete",code="",attribution=""} 1');
    expect(exposition).toContain(
      'sendcat_refusals_total{status="400",code="invalid_request",attribution="caller",scope=""} 1',
    );
    expect(exposition).toContain('gen_ai_server_time_to_first_token_seconds_count{gen_ai_request_model="fast"} 1');
    expect(exposition).toMatch(
      /gen_ai_client_token_usage_sum\{gen_ai_request_model="fast",gen_ai_token_type="output"\} \d+/,
    );
    expect(exposition).toContain("sendcat_open_streams 3");
    expect(exposition).toContain('sendcat_queue_oldest_age_seconds{queue="settlements"} 4');
    expect(exposition).toMatch(/sendcat_breaker_open_seconds\{route="google\/gemini-2.5-flash"\} 2/);
  });

  it("is valid Prometheus text: each family's type comes before its samples, and buckets grow up to the count", async () => {
    const types = new Map<string, string>();
    const buckets = new Map<string, number[]>();
    const counts = new Map<string, number>();
    const exposition = await metricsOf();
    expect(exposition.endsWith("\n")).toBe(true);
    for (const line of exposition.trimEnd().split("\n")) {
      const type = /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/.exec(line);
      if (type) types.set(type[1] ?? "", type[2] ?? "");
      if (line.startsWith("#")) {
        expect(line).toMatch(/^# (TYPE|HELP) [a-z_]+ .+/);
        continue;
      }
      const sample = /^([a-z_]+)(\{[a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/.exec(
        line,
      );
      if (!sample) expect.fail(line);
      const [, name = "", labels = "", value = ""] = sample;
      const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, "");
      expect(types.has(family), line).toBe(true);
      if (types.get(family) === "counter") expect(family).toMatch(/_total$/);
      if (types.get(family) !== "histogram") continue;
      const key = family + labels.replace(/,?le="[^"]*"/, "").replace("{}", "");
      if (name.endsWith("_bucket")) buckets.set(key, [...(buckets.get(key) ?? []), Number(value)]);
      if (name.endsWith("_count")) counts.set(key, Number(value));
    }
    // Two of times, four of tokens: read, written, and both of the provider's cache.
    expect(buckets.size).toBe(6);
    for (const [key, values] of buckets) {
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values.at(-1)).toBe(counts.get(key));
    }
  });
});
