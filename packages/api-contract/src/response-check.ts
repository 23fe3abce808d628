import { registerSchema, validate } from "@hyperjump/json-schema/openapi-3-1";
import { pathExpression } from "@sendcat/shared-types";
import type { MediaType, OpenApi } from "./open-api.ts";

const DIALECT = "https://spec.openapis.org/oas/3.1/schema-base";

export interface Exchange {
  readonly method: string;
  /** The path alone, without search parameters. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Read only where the answer is JSON. */
  readonly body: string;
}

/** Null if the answer matches the document; otherwise what is wrong. */
export type ResponseCheck = (exchange: Exchange) => Promise<string | null>;

let documents = 0;

/** Checks answers against a document: status, content type, and the schema of a JSON body. */
export function createResponseCheck(document: OpenApi): ResponseCheck {
  const id = `https://sendcat.test/openapi-${documents++}.json`;
  // safe because a document is JSON
  registerSchema(JSON.parse(JSON.stringify(document)), id, DIALECT);
  const templates = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${pathExpression(path)}$`),
  }));

  const validators = new Map<string, ReturnType<typeof validate>>();
  const compiled = (uri: string) => {
    const made = validators.get(uri) ?? validate(uri);
    validators.set(uri, made);
    return made;
  };

  return async function check({ method, path, status, contentType, body }) {
    const name = `${method} ${path}: ${status}`;
    const template = templates.find(({ pattern }) => pattern.test(path))?.path;
    const key = method.toLowerCase();
    const operation = template === undefined ? undefined : document.paths[template]?.[key];
    if (template === undefined || !operation) {
      if (![404, 403, 405].includes(status)) return `${name}: answers, but the document has no such operation`;
      return await checkJson(["components", "schemas", "ErrorBody"], body, name);
    }
    const response = operation.responses[status];
    if (!response) return `${name}: the document does not name this status (${template})`;
    const content: Readonly<Record<string, MediaType>> = response.content ?? {};
    const type = contentType?.split(";")[0]?.trim() ?? null;
    if (Object.keys(content).length === 0)
      return body === "" ? null : `${name}: has a body that the document does not name`;
    if (type === null || !content[type]) return `${name}: is ${type}, not ${Object.keys(content).join(" or ")}`;
    if (type !== "application/json") return null;
    const at = ["paths", template, key, "responses", String(status), "content", type, "schema"];
    return await checkJson(at, body, name);
  };

  async function checkJson(pointer: readonly string[], body: string, name: string): Promise<string | null> {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return `${name}: is not JSON: ${body.slice(0, 80)}`;
    }
    const at = pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const validator = await compiled(`${id}#/${at}`);
    // safe because JSON.parse made it
    const output = validator(value as Parameters<typeof validator>[0], "BASIC");
    if (output.valid) return null;
    const said = output.errors?.map(
      ({ instanceLocation, keyword }) => `${instanceLocation} ${keyword.split("/").at(-1)}`,
    );
    return `${name}: ${said?.join(", ")}: ${body.slice(0, 300)}`;
  }
}
