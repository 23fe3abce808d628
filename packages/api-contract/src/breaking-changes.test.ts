import { describe, expect, it } from "vitest";
import { breakingChanges } from "./breaking-changes.ts";
import type { OpenApi, Schema } from "./open-api.ts";

const json = (schema: Schema) => ({ content: { "application/json": { schema } } });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required,
});
const text: Schema = { type: "string" };
const api = (request: Schema, response: Schema, more: OpenApi["paths"] = {}): OpenApi => ({
  openapi: "3.1.1",
  info: { version: "1" },
  paths: { "/a": { post: { requestBody: json(request), responses: { 200: json(response) } } }, ...more },
});

const released = api(
  object({ q: { ...text, maxLength: 10 } }, ["q"]),
  object({ id: text, kind: { enum: ["a", "b"] } }, ["id"]),
);

describe("within a version of the API", () => {
  it.each([
    ["nothing", released],
    [
      "an optional member of a request",
      api(
        object({ q: { ...text, maxLength: 10 }, r: text }, ["q"]),
        object({ id: text, kind: { enum: ["a", "b"] } }, ["id"]),
      ),
    ],
    [
      "a longer text",
      api(object({ q: { ...text, maxLength: 20 } }, ["q"]), object({ id: text, kind: { enum: ["a"] } }, ["id"])),
    ],
    [
      "a member of an answer",
      api(
        object({ q: { ...text, maxLength: 10 } }),
        object({ id: text, more: text, kind: { enum: ["a", "b"] } }, ["id", "more"]),
      ),
    ],
    ["a route", { ...released, paths: { ...released.paths, "/b": { get: { responses: {} } } } }],
  ])("may be added: %s", (_, current) => {
    expect(breakingChanges(released, current)).toEqual([]);
  });

  it.each([
    ["a route is gone", { ...released, paths: {} }, "is gone"],
    [
      "a request needs one more member",
      api(
        object({ q: { ...text, maxLength: 10 }, r: text }, ["q", "r"]),
        object({ id: text, kind: { enum: ["a", "b"] } }, ["id"]),
      ),
      "r: is needed",
    ],
    [
      "a text may be shorter only",
      api(object({ q: { ...text, maxLength: 5 } }, ["q"]), object({ id: text, kind: { enum: ["a", "b"] } }, ["id"])),
      "maxLength",
    ],
    [
      "a member of a request is not known any more",
      api({ ...object({}), additionalProperties: false }, object({ id: text, kind: { enum: ["a", "b"] } }, ["id"])),
      "q: is not known",
    ],
    [
      "an answer lacks a member",
      api(object({ q: { ...text, maxLength: 10 } }, ["q"]), object({ kind: { enum: ["a", "b"] } })),
      "id: is needed",
    ],
    [
      "a member of an answer has another type",
      api(
        object({ q: { ...text, maxLength: 10 } }, ["q"]),
        object({ id: { type: "number" }, kind: { enum: ["a", "b"] } }, ["id"]),
      ),
      "was number, now string",
    ],
    [
      "an answer has a value that no client knows",
      api(object({ q: { ...text, maxLength: 10 } }, ["q"]), object({ id: text, kind: { enum: ["a", "c"] } }, ["id"])),
      '"c" is not taken',
    ],
  ])("is told: %s", (_, current, said) => {
    expect(breakingChanges(released, current).join("\n")).toContain(said);
  });

  it("the shape that another one can take is looked for among all of them", () => {
    const before = api({ oneOf: [object({ a: text }, ["a"]), object({ b: text }, ["b"])] }, text);
    const more = api(
      { oneOf: [object({ c: text }, ["c"]), object({ b: text }, ["b"]), object({ a: text }, ["a"])] },
      text,
    );
    expect(breakingChanges(before, more)).toEqual([]);
    expect(breakingChanges(more, before)).toHaveLength(1);
  });
});
