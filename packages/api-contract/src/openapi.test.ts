import { validate } from "@hyperjump/json-schema/openapi-3-1";
import { DEFAULT_POLICY, openApiDocument } from "@sendcat/shared-types";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { breakingChanges } from "./breaking-changes.ts";
import { asOpenApi, type OpenApi } from "./open-api.ts";
import { RELEASED } from "./released.ts";
import { createResponseCheck } from "./response-check.ts";

const document = asOpenApi(openApiDocument(DEFAULT_POLICY));
const ok = { method: "GET", path: "/api/health", status: 200, contentType: "application/json; charset=utf-8" };

async function isOpenApi(value: OpenApi): Promise<boolean> {
  // safe because a document is JSON
  const json = JSON.parse(JSON.stringify(value)) as Parameters<Awaited<ReturnType<typeof validate>>>[0];
  return (await validate("https://spec.openapis.org/oas/3.1/schema-base"))(json).valid;
}

describe("the OpenAPI document", () => {
  it("is one, by the specification's own schema", async () => {
    expect(await isOpenApi(document)).toBe(true);
    const { openapi: _, ...broken } = document;
    // safe because it is made to be wrong
    expect(await isOpenApi(broken as OpenApi)).toBe(false);
  });

  it("names each operation once", () => {
    const ids = Object.values(document.paths).flatMap((operations) =>
      // safe because every operation has an id
      Object.values(operations).map((operation) => (operation as unknown as { operationId: string }).operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the released document", () => {
  it("is no stricter than the current one: installed clients go on working", () => {
    // safe because `pnpm api:release` wrote it
    const released = JSON.parse(readFileSync(RELEASED, "utf8")) as OpenApi;
    expect(released.info.version === document.info.version ? breakingChanges(released, document) : []).toEqual([]);
  });
});

describe("an answer that differs from the document", () => {
  const check = createResponseCheck(document);

  it("passes when it does not", async () => {
    expect(await check({ ...ok, body: '{"status":"ok","openTurns":0}' })).toBeNull();
    expect(await check({ ...ok, path: "/api/nothing", status: 404, body: errorBody("not_found") })).toBeNull();
  });

  it.each([
    ["a member that is missing", { ...ok, body: '{"status":"ok"}' }, "required"],
    ["a status that is not named", { ...ok, status: 201, body: "{}" }, "does not name this status"],
    ["another content type", { ...ok, contentType: "text/html", body: "<p>" }, "is text/html"],
    ["a body that is cut", { ...ok, body: '{"status":' }, "is not JSON"],
    ["an error of another shape", { ...ok, status: 500, body: '{"message":"no"}' }, "required"],
    ["a route that is not in it", { ...ok, path: "/api/secret", body: "{}" }, "no such operation"],
  ])("is told: %s", async (_, exchange, said) => {
    expect(await check(exchange)).toContain(said);
  });
});

function errorBody(code: string): string {
  return JSON.stringify({ error: { code, message: "No." }, requestId: "r" });
}
