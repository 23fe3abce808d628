import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FixtureDeployment, startFixtureDeployment } from "../testing/fixture-deployment.ts";
import { TEST_ADMIN_KEY } from "../testing/fixture-app.ts";
import { watch } from "../testing/watch.ts";
import { api } from "../testing/fixture-api.ts";

let fixture: FixtureDeployment;
let openRouter: Server;

beforeAll(async () => {
  fixture = await startFixtureDeployment();
  openRouter = await startOpenRouter();
}, 60_000);

afterAll(async () => {
  openRouter.close();
  await fixture.close();
});

function cli(...args: string[]): Promise<string> {
  return fixture.app.cli(fixture.deployment.url, ...args);
}

it("serves the official CLI's run, data, env and function-spec", async () => {
  const message = JSON.stringify({ channel: "cli", author: "me", body: "hello" });
  await cli("run", "messages:send", message);
  const [secret, tables, documents, spec] = await Promise.all([
    cli("run", "environment:secret"),
    cli("data"),
    cli("data", "messages", "--format", "jsonArray"),
    cli("function-spec"),
  ]);
  expect(JSON.parse(secret)).toBe("secret");
  expect(tables.split("\n")).toEqual(expect.arrayContaining(["counters", "messages"]));
  expect(JSON.parse(documents)).toMatchObject([{ channel: "cli", body: "hello" }]);
  const identifiers = JSON.parse(spec).functions.map((entry: { identifier?: string }) => entry.identifier);
  expect(identifiers).toContain("messages.js:send");

  await cli("env", "set", "FOO", "from the CLI");
  expect((await cli("env", "get", "FOO")).trim()).toBe("from the CLI");
  const changed = { foo: "from the CLI", fooAtLoad: "from the CLI" };
  expect(await fixture.http.query(api.environment.look, {})).toMatchObject(changed);
  await cli("env", "remove", "FOO");
  expect((await fixture.http.query(api.environment.look, {})).foo).toBeNull();
}, 60_000);

it("streams log lines and results of functions to the CLI's logs", async () => {
  const poll = async (cursor: number): Promise<{ entries: Record<string, unknown>[]; newCursor: number }> => {
    const response = await fetch(`${fixture.deployment.url}/api/stream_function_logs?cursor=${cursor}`, {
      headers: { authorization: `Convex ${TEST_ADMIN_KEY}` },
    });
    // safe because the expectations below would fail on any other answer.
    return (await response.json()) as { entries: Record<string, unknown>[]; newCursor: number };
  };
  // Runs of other tests may be listed before or after.
  const own = async (cursor: number): Promise<object[]> => {
    const { entries, newCursor } = await poll(cursor);
    const found = entries.filter(({ identifier }) => identifier === "nesting:plainError");
    return found.length > 0 ? found : await own(newCursor);
  };
  const { newCursor } = await poll(0);
  const next = own(newCursor);
  await fixture.http.mutation(api.nesting.plainError, {}).catch(() => undefined);
  expect(await next).toMatchObject([
    {
      kind: "Completion",
      udfType: "Mutation",
      identifier: "nesting:plainError",
      error: expect.stringContaining("not like this"),
    },
  ]);
});

it("serves its data page, which shows no data without the admin key", async () => {
  const page = await fetch(`${fixture.deployment.url}/data`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).not.toContain(TEST_ADMIN_KEY);
});

it("runs the AI SDK with an OpenRouter provider in internal actions", async () => {
  // safe because the server listens on TCP.
  const { port } = openRouter.address() as AddressInfo;
  const request = { baseURL: `http://127.0.0.1:${port}`, prompt: "hi" };
  expect(await fixture.http.action(api.ai.ask, { ...request, stream: false })).toEqual({
    text: "Hello",
    chunks: 1,
  });
  expect(await fixture.http.action(api.ai.ask, { ...request, stream: true })).toEqual({
    text: "Hello wörld",
    chunks: 2,
  });
});

it("swaps code under live subscriptions and backfills new indexes", async () => {
  await fixture.http.mutation(api.counters.incr, { name: "swap" });
  const client = fixture.connect();
  const counter = watch<number>(client, api.counters.get, { name: "swap" });
  await counter.until((value) => value === 1);
  await fixture.app.write(
    "convex/schema.ts",
    `import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";
    export default defineSchema({
      counters: defineTable({ name: v.string(), value: v.number() })
        .index("by_name", ["name"]).index("by_value", ["value"]),
    }, { schemaValidation: true });`,
  );
  await fixture.app.write(
    "convex/counters.ts",
    `import { query, mutation, internalMutation } from "./_generated/server";
    export const get = query({ handler: async (ctx) =>
      (await ctx.db.query("counters").withIndex("by_value", (q) => q.gt("value", 0)).collect())
        .map((counter) => counter.value * 100).at(0) });
    export const incr = mutation({ handler: async () => null });
    export const tick = internalMutation({ handler: async () => null });`,
  );
  await cli("deploy", "--typecheck", "disable", "-y");
  await counter.until((value) => value === 100);
}, 60_000);

it("refuses a push that does not match the data and keeps serving", async () => {
  const push = (): Promise<string> => cli("dev", "--once", "--typecheck", "disable");
  await fixture.app.write(
    "convex/schema.ts",
    `import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";
    export default defineSchema({ counters: defineTable({ name: v.number(), value: v.number() }) });`,
  );
  await expect(push()).rejects.toThrow(/does not match the schema/);
  await fixture.app.write(
    "convex/schema.ts",
    `import { defineSchema } from "convex/server"; export default defineSchema({});`,
  );
  await fixture.app.write(
    "convex/node.ts",
    `"use node"; import { action } from "./_generated/server";
    export const read = action({ handler: async () => null });`,
  );
  await expect(push()).rejects.toThrow(/"use node", which convex-local does not support/);
  expect(await fixture.http.query(api.counters.get, {})).toBe(100);
}, 60_000);

/** A server that answers like OpenRouter, in one response or as a stream. */
async function startOpenRouter(): Promise<Server> {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const choice = (part: object): object => ({ id: "1", model: "m", choices: [{ index: 0, ...part }] });
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += String(data)));
    request.on("end", () => {
      if (!JSON.parse(body).stream) {
        const message = { role: "assistant", content: "Hello" };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ ...choice({ message, finish_reason: "stop" }), usage }));
        return;
      }
      response.setHeader("content-type", "text/event-stream");
      for (const content of ["Hello ", "wörld"]) {
        const delta = { role: "assistant", content };
        response.write(`data: ${JSON.stringify(choice({ delta }))}\n\n`);
      }
      const end = { ...choice({ delta: {}, finish_reason: "stop" }), usage };
      response.end(`data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
