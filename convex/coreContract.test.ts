// @vitest-environment edge-runtime
import { CORE_CONTRACT } from "@sendcat/shared-types";
import { beforeAll, expect, it } from "vitest";
import schema from "./schema.ts";

const modules = import.meta.glob(["./*.ts", "!./*.test.ts", "!./*.config.ts", "!./schema.ts", "!./crons.ts"]);

/** What Convex itself reads of a schema and of a function when they are pushed. */
interface Exported {
  readonly export: () => string;
}
interface PublicFunction {
  readonly isPublic: true;
  readonly exportArgs: () => string;
}

const functions: string[] = [];
beforeAll(async () => {
  for (const [file, load] of Object.entries(modules)) {
    // safe because a module is an object of what it exports
    for (const [name, value] of Object.entries((await load()) as Readonly<Record<string, unknown>>))
      if (isPublicFunction(value)) functions.push(`${file}:${name} ${kindOf(value)} ${value.exportArgs()}`);
  }
});

it("a release whose schema or public functions differ has another contract, so that an operator is told of an old core", async () => {
  // safe because the platform calls it; its types leave it out
  const tables = (schema as unknown as Exported).export();
  expect(functions.length).toBeGreaterThan(40);
  const now = await shortHash([tables, ...functions.sort()].join("\n"));
  expect(now, "write this into packages/shared-types/src/api/core-contract.ts").toBe(CORE_CONTRACT);
});

function isPublicFunction(value: unknown): value is PublicFunction {
  return typeof value === "function" && "isPublic" in value && "exportArgs" in value;
}

function kindOf(value: PublicFunction): string {
  return ["isQuery", "isMutation", "isAction"].filter((mark) => mark in value).join();
}

async function shortHash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
