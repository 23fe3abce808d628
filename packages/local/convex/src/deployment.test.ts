import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FixtureDeployment, startFixtureDeployment } from "./testing/fixture-deployment.ts";
import { api } from "./testing/fixture-api.ts";
import { TEST_ADMIN_KEY } from "./testing/fixture-app.ts";

let fixture: FixtureDeployment;

beforeAll(async () => {
  fixture = await startFixtureDeployment({ environment: { FOO: "bar" } });
}, 60_000);

afterAll(() => fixture.close());

function send(channel: string, n: number, body = `message ${n}`): Promise<string> {
  return fixture.http.mutation(api.messages.send, { channel, author: "me", body, n });
}

describe("documents", () => {
  it("reads back written documents in index order and by range", async () => {
    for (const n of [1, 2, 3, 4]) await send("order", n);
    const newestFirst = await fixture.http.query(api.messages.list, { channel: "order" });
    expect(newestFirst.map((message: { n: number }) => message.n)).toEqual([4, 3, 2, 1]);
    const range = { channel: "order", from: 2, to: 4 };
    expect(await fixture.http.query(api.messages.range, range)).toEqual([2, 3]);
    const filter = { channel: "order", above: 2 };
    expect(await fixture.http.query(api.messages.filtered, filter)).toEqual([3, 4]);
  });

  it("updates the indexes when a document is patched or deleted", async () => {
    const [first, second] = [await send("edit", 1), await send("edit", 2)];
    const edited = await fixture.http.mutation(api.messages.edit, { id: first, body: "new" });
    expect(edited).toMatchObject({ body: "new", _id: first });
    expect(edited).not.toHaveProperty("n");
    const all = { channel: "edit", from: 0, to: 9 };
    expect(await fixture.http.query(api.messages.range, all)).toEqual([2]);
    await fixture.http.mutation(api.messages.remove, { id: second });
    expect(await fixture.http.query(api.messages.range, all)).toEqual([]);
    await expect(fixture.http.mutation(api.messages.remove, { id: second })).rejects.toThrow("nonexistent document");
  });

  it("shows a mutation its own writes while it iterates", async () => {
    for (let n = 0; n < 100; n++) await send("iterate", n);
    const seen = await fixture.http.mutation(api.messages.renumber, { channel: "iterate" });
    expect(new Set(seen).size).toBe(100);
    const numbers = { channel: "iterate", from: 1, to: 101 };
    expect(await fixture.http.query(api.messages.range, numbers)).toHaveLength(100);
  });

  it("pages through a query without gaps or repeats", async () => {
    for (let n = 0; n < 7; n++) await send("pages", n);
    const seen: number[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page: { page: { n: number }[]; isDone: boolean; continueCursor: string } = await fixture.http.query(
        api.messages.page,
        {
          channel: "pages",
          paginationOpts: { numItems: 3, cursor },
        },
      );
      seen.push(...page.page.map(({ n }) => n));
      if (page.isDone) break;
      cursor = page.continueCursor;
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const foreign = { channel: "other", paginationOpts: { numItems: 3, cursor } };
    await expect(fixture.http.query(api.messages.page, foreign)).rejects.toThrow("InvalidCursor");
  });

  it("finds messages by words, the last word by its prefix", async () => {
    await send("search", 1, "red shoes and red socks");
    await send("search", 2, "a red hat");
    await send("elsewhere", 3, "red shoes");
    const words = "red sho";
    const found = await fixture.http.query(api.messages.search, { channel: "search", words });
    expect(found).toEqual(["red shoes and red socks", "a red hat"]);
  });
});

describe("failures", () => {
  it("keeps the data of a ConvexError and rolls back", async () => {
    const failure = await fixture.http.mutation(api.nesting.boom, {}).catch((error) => error);
    expect(failure).toBeInstanceOf(ConvexError);
    expect(failure.data).toEqual({ code: "BOOM" });
    expect(await fixture.http.query(api.counters.get, { name: "boom" })).toBe(0);
  });

  it("reports what was thrown and where", async () => {
    await expect(fixture.http.mutation(api.nesting.plainError, {})).rejects.toThrow(
      /\[Request ID: [0-9a-f]+\] Server Error\nUncaught TypeError: not like this\n {4}at handler/,
    );
  });

  it("rolls back a failed nested mutation and nothing else", async () => {
    expect(await fixture.http.mutation(api.nesting.caught, {})).toEqual({
      data: { code: "BOOM" },
      boom: 0,
      outer: 1,
    });
    const name = "sibling";
    expect(await fixture.http.mutation(api.nesting.siblings, { name })).toBe(1);
    expect(await fixture.http.query(api.counters.get, { name })).toBe(1);
  });

  it("limits nesting, document size and arguments", async () => {
    expect(await fixture.http.mutation(api.nesting.recurse, { depth: 8 })).toBe(8);
    await expect(fixture.http.mutation(api.nesting.recurse, { depth: 9 })).rejects.toThrow("nested too deeply");
    await expect(fixture.http.mutation(api.environment.write, { count: 1, bytes: 1024 * 1024 })).rejects.toThrow(
      "too large",
    );
    await expect(fixture.http.mutation(api.environment.write, { count: 17, bytes: 1024 * 1000 })).rejects.toThrow(
      "Too many bytes written",
    );
    await expect(fixture.http.mutation(api.messages.send, { channel: 1 })).rejects.toThrow("ArgumentValidationError");
  });

  it("refuses half a character in arguments, documents and results", async () => {
    const half = "lone surrogate";
    await expect(send("cut", 1, "hello 😀".slice(0, 7))).rejects.toThrow(half);
    await expect(fixture.http.mutation(api.environment.writeCut, {})).rejects.toThrow(half);
    await expect(fixture.http.query(api.environment.returnCut, {})).rejects.toThrow(half);
    await send("cut", 1, String.raw`hello 😀 \ud83d`);
    expect(await fixture.http.query(api.messages.list, { channel: "cut" })).toHaveLength(1);
  });

  it("hides internal functions from clients", async () => {
    await expect(fixture.http.query(api.environment.secret, {})).rejects.toThrow("Could not find public function");
    await expect(fixture.http.query(api.messages.nothing, {})).rejects.toThrow("Could not find function");
    await expect(
      fixture.http.mutation(makeFunctionReference<"mutation">("messages:list"), { channel: "x" }),
    ).rejects.toThrow("as Mutation, but it is defined as Query");
  });
});

describe("environments", () => {
  it("gives queries the deployment's variables and frozen time, but no network", async () => {
    expect(await fixture.http.query(api.environment.look, {})).toEqual({
      home: null,
      foo: "bar",
      fooAtLoad: "bar",
      site: fixture.deployment.siteUrl,
      timeStands: true,
      dateIsDate: true,
    });
    await expect(fixture.http.query(api.environment.fetchInQuery, {})).rejects.toThrow(
      "Can't use fetch() in queries and mutations",
    );
  });

  it("gives actions the globals that libraries expect", async () => {
    const found = await fixture.http.action(api.environment.runtime, {});
    expect(found).toEqual({
      read: "AB",
      digestIsBuffer: true,
      bytes: expect.any(ArrayBuffer),
      cloned: 1,
      aborted: true,
      fetchFailsWithTypeError: true,
      elapsed: true,
      form: true,
      noEval: true,
    });
  });
});

describe("HTTP", () => {
  it("answers plain HTTP callers with plain JSON", async () => {
    await send("plain", 1);
    const response = await fetch(`${fixture.deployment.url}/api/query`, {
      method: "POST",
      body: JSON.stringify({ path: "messages:range", args: { channel: "plain", from: 0, to: 9 } }),
    });
    expect(await response.json()).toEqual({ status: "success", value: [1], logLines: [] });
    const batch = await fetch(`${fixture.deployment.url}/api/query_batch`, {
      method: "POST",
      body: JSON.stringify({
        queries: [
          { path: "counters:get", args: { name: "nobody" } },
          { path: "counters:get", args: { nam: "wrong" } },
        ],
      }),
    });
    expect(await batch.json()).toMatchObject({
      results: [{ status: "success", value: 0 }, { status: "error" }],
    });
    const run = await fetch(`${fixture.deployment.url}/api/run/counters/get`, {
      method: "POST",
      body: JSON.stringify({ args: { name: "nobody" } }),
    });
    expect(await run.json()).toMatchObject({ status: "success", value: 0 });
    expect((await fetch(`${fixture.deployment.url}/version`)).ok).toBe(true);
  });

  it("refuses bad requests and runs nothing", async () => {
    const post = (path: string, body: string): Promise<Response> =>
      fetch(fixture.deployment.url + path, { method: "POST", body });
    expect((await post("/api/query", "{")).status).toBe(400);
    expect((await post("/api/query", '{"args":{}}')).status).toBe(400);
    expect((await post("/api/nothing", "{}")).status).toBe(404);
    expect((await post("/api/deploy2/start_push", '{"adminKey":"wrong"}')).status).toBe(401);
    const environment = await post(
      "/api/update_environment_variables",
      JSON.stringify({ changes: [{ name: "FOO", value: "stolen" }] }),
    );
    expect(environment.status).toBe(401);
  });

  it("runs a component's functions for nobody but the app and the administrator, or any client could read and write its tables", async () => {
    const call = { path: "lib:clearAll", componentPath: "rateLimiter", args: {} };
    const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<string> =>
      await (
        await fetch(fixture.deployment.url + path, { method: "POST", headers, body: JSON.stringify(body) })
      ).text();
    for (const path of ["/api/mutation", "/api/function", "/api/run/lib/clearAll"])
      expect(await post(path, call)).toContain("Could not find public function");
    const query = {
      ...call,
      path: "lib:getValue",
      args: { config: { kind: "fixed window", rate: 1, period: 1 }, name: "x" },
    };
    for (const body of [query, { queries: [query] }])
      expect(await post("queries" in body ? "/api/query_batch" : "/api/query", body)).toContain(
        "Could not find public function",
      );
    expect(await post("/api/mutation", call, { authorization: `Convex ${TEST_ADMIN_KEY}` })).toContain("success");
  });

  it("serves HTTP actions on the site port and below /http", async () => {
    const { url, siteUrl } = fixture.deployment;
    for (const base of [siteUrl, `${url}/http`]) {
      const response = await fetch(`${base}/messages`, {
        method: "POST",
        body: JSON.stringify({ body: "over http" }),
      });
      expect(response.status).toBe(201);
      expect(response.headers.get("x-fixture")).toBe("yes");
      expect(await response.json()).toEqual({ ok: true, who: null });
    }
    expect(await (await fetch(`${siteUrl}/files/a/b`)).text()).toBe("/files/a/b");
    expect((await fetch(`${siteUrl}/nothing`)).status).toBe(404);
  });

  it("streams a response while the action is still producing it", async () => {
    const response = await fetch(`${fixture.deployment.siteUrl}/stream`);
    const reader = response.body?.getReader();
    const text = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    expect(await text()).toBe("first");
    await fixture.http.mutation(api.counters.incr, { name: "stream" });
    expect(await text()).toBe("second");
  });

  it("stores, serves and deletes files", async () => {
    const uploadUrl: string = await fixture.http.mutation(api.files.uploadUrl, {});
    const upload = await fetch(uploadUrl, {
      method: "POST",
      headers: { "content-type": "text/css" },
      body: "body {}",
    });
    // safe because the endpoint's answer is this shape; the expectations below would fail otherwise.
    const { storageId } = (await upload.json()) as { storageId: string };
    expect((await fetch(uploadUrl, { method: "POST", body: "again" })).status).toBe(400);
    const url: string = await fixture.http.query(api.files.url, { id: storageId });
    const download = await fetch(url, { headers: { range: "bytes=0-3" } });
    expect(download.headers.get("content-type")).toBe("text/css");
    expect(await download.text()).toBe("body");
    await fixture.http.mutation(api.files.remove, { id: storageId });
    expect(await fixture.http.query(api.files.url, { id: storageId })).toBeNull();
    const stored = await fixture.http.action(api.files.roundTrip, { text: "hello" });
    expect(stored).toMatchObject({ text: "hello", type: "text/plain" });
  });
});
