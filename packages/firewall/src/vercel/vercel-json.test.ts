import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { functionsSchema, getLambdaOptionsFromFunction } from "@vercel/build-utils";
import { getTransformedRoutes, headersSchema, routesSchema } from "@vercel/routing-utils";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { appSources, WEB_APP } from "../testing/product-requests.ts";
import { vercelJson } from "../testing/vercel-json.ts";

const problems = (schema: object, value: unknown) => {
  const ajv = new Ajv();
  return ajv.validate(schema, value) ? [] : ajv.errors;
};

describe("vercel.json, checked with Vercel's own schemas", () => {
  const { functions, headers, routes } = vercelJson();

  it("is accepted by a deployment", () => {
    expect(problems(routesSchema, routes)).toEqual([]);
    expect(problems(headersSchema, headers)).toEqual([]);
    expect(problems(functionsSchema, functions)).toEqual([]);
    expect(getTransformedRoutes(vercelJson()).error).toBeNull();
  });

  it("is checked by schemas that refuse what a deployment refuses", () => {
    const value = { sub: "() {" };
    const route = { src: "^/.*$", has: [{ type: "header", key: "user-agent", value }], mitigate: { action: "deny" } };
    expect(problems(routesSchema, [route])).not.toEqual([]);
    expect(problems(routesSchema, [{ ...route, has: [{ type: "host" }] }])).not.toEqual([]);
    expect(problems(functionsSchema, { "src/app/**/*": { maxSeconds: 300 } })).not.toEqual([]);
  });
});

describe("the functions of vercel.json", () => {
  const onNode = appSources().filter((file) => /runtime = "nodejs"/.test(readFileSync(join(WEB_APP, file), "utf8")));

  it("are named as Vercel's builder names the app's sources, and may run longer than the longest turn", async () => {
    expect(onNode).toEqual(["src/app/node/api/[...path]/route.ts"]);
    for (const sourceFile of onNode) {
      const options = await getLambdaOptionsFromFunction({ sourceFile, config: vercelJson() });
      expect(options.maxDuration).toBeGreaterThan(DEFAULT_POLICY.maxTurnMs / 1_000);
      expect(options.regions).toEqual(vercelJson().regions);
    }
  });

  it("each match a source, because a pattern without a match has no effect", async () => {
    for (const [pattern, options] of Object.entries(vercelJson().functions)) {
      const config = { functions: { [pattern]: options } };
      const matched = await Promise.all(
        appSources().map((sourceFile) => getLambdaOptionsFromFunction({ sourceFile, config })),
      );
      expect([pattern, matched.some(({ maxDuration }) => maxDuration !== undefined)]).toEqual([pattern, true]);
    }
  });
});
