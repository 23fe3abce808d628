import { DEFAULT_PORT_BASE, REPO_ROOT, stackPorts } from "@sendcat/local-stack";
import { API_ROUTES } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { BLOCKS } from "./blocks/all-blocks.ts";
import { roomsWithoutRule } from "./blocks/import-rules.ts";
import { saysTheSame } from "./blocks/in-page.ts";
import { readCommandLines, withoutHelp } from "./command-lines.ts";
import { variablesRead } from "./environment.ts";
import { describeFinding, type Finding } from "./finding.ts";
import { readPage, type MarkdownPage } from "./markdown-page.ts";
import { openRepository } from "./repository.ts";
import { namesTaken, wrongCommands } from "./rules/commands.ts";
import { portsAmiss } from "./rules/contracts.ts";
import { decisionGaps } from "./rules/decisions.ts";
import { declaredConstants, unreadVariables, variablesUnlisted } from "./rules/environment.ts";
import { readConvexFunctions, unknownFunctions } from "./rules/functions.ts";
import { brokenLinks } from "./rules/links.ts";
import { readImportable, unknownPackages } from "./rules/packages.ts";
import { deadPaths } from "./rules/paths.ts";
import { unknownPorts } from "./rules/ports.ts";
import { roomsAmiss, roomsOf } from "./rules/rooms.ts";
import { unknownRoutes } from "./rules/routes.ts";
import { unknownWriters } from "./rules/schema-writers.ts";

const repository = openRepository(REPO_ROOT);
const pages = new Map(
  [...repository.files]
    .filter((file) => file.endsWith(".md"))
    .map((file) => [file, readPage(file, repository.read(file))] as const),
);
const commands = { lines: readCommandLines(repository), names: namesTaken(repository) };
const variables = variablesRead(repository);
const constants = declaredConstants(repository);
const functions = readConvexFunctions(repository);
const importable = readImportable(repository);
const ports = stackPorts(DEFAULT_PORT_BASE);

/** Each rule finds statements that would mislead a reader. */
const RULES: Readonly<Record<string, (page: MarkdownPage) => readonly Finding[]>> = {
  "paths name files": (page) => deadPaths(page, repository),
  "links lead somewhere": (page) => brokenLinks(page, repository, pages),
  "commands and their options exist": (page) => wrongCommands(page, repository, commands),
  "variables are read": (page) => unreadVariables(page, variables, constants),
  "routes are answered": (page) => unknownRoutes(page, API_ROUTES),
  "the local stack listens on each port": (page) => unknownPorts(page, ports),
  "functions of the core exist": (page) => unknownFunctions(page, functions),
  "packages exist": (page) => unknownPackages(page, importable),
};

describe("the documentation", () => {
  it.each(Object.entries(RULES))("%s", (_, rule) => {
    expect([...pages.values()].flatMap(rule).map(describeFinding)).toEqual([]);
  });

  it("lists every variable that is read, in .env.example", () => {
    const file = ".env.example";
    expect(variablesUnlisted(file, repository.read(file), variables).map(describeFinding)).toEqual([]);
  });

  it("shows every room in the tree of folders, and each room has its AGENTS.md", () => {
    expect(roomsAmiss(pageOf("docs/design/architecture.md"), repository).map(describeFinding)).toEqual([]);
  });

  it("says for every room what it may import", () => {
    expect(roomsWithoutRule(repository.read(".oxlintrc.json"), roomsOf(repository))).toEqual([]);
  });

  it("numbers decisions without unexplained gaps", () => {
    expect(decisionGaps(repository, pageOf("docs/decisions/README.md")).map(describeFinding)).toEqual([]);
  });

  it("names the writer of each table of the core", () => {
    const file = "convex/schema.ts";
    expect(unknownWriters(file, repository.read(file), functions).map(describeFinding)).toEqual([]);
  });

  it.each(BLOCKS)("$file: the block $name is up to date (`pnpm docs:write`)", ({ file, name, render }) => {
    expect(saysTheSame(repository.read(file), name, render(repository))).toBe(true);
  });

  it("promises --help for every command, and every command has it", () => {
    expect(withoutHelp(commands.lines)).toEqual([]);
  });
});

it("every port has one contract, which its twin and an adapter must pass", () => {
  expect(portsAmiss(repository)).toEqual([]);
});

function pageOf(file: string): MarkdownPage {
  return pages.get(file) ?? readPage(file, "");
}
