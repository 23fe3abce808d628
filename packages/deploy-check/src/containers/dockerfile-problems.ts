import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { DockerfileParser, type Copy, type Instruction, type JSONInstruction } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { workspaceScripts } from "./workspace-scripts.ts";

/** Where the images have the repository. */
const TOP = "/sendcat";

/**
 * What is wrong with a Dockerfile that is built at the top of the repository, one sentence a problem: its grammar, another Node than the
 * workspace's, a file or a stage that is copied and not there, a command without its file or script.
 */
export function dockerfileProblems(text: string, nodeVersion: string): readonly string[] {
  const dockerfile = DockerfileParser.parse(text);
  const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());
  const images = dockerfile.getFROMs().map((from) => from.getImage() ?? "");
  let folder = TOP;
  const problems = dockerfile.getInstructions().flatMap((instruction) => {
    const keyword = instruction.getKeyword();
    const words = wordsOf(instruction);
    if (keyword === "FROM") folder = TOP;
    if (keyword === "WORKDIR") folder = words[0] ?? folder;
    // safe because the keyword says what it is
    if (keyword === "COPY") return copyProblems(instruction as Copy, words, stages);
    if (keyword === "RUN") return words.join(" ").split(" && ").flatMap(pnpmProblems);
    return keyword === "CMD" && words[0] === "node" ? fileProblems(posix.join(folder, words[1] ?? "")) : [];
  });
  return [
    ...validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`),
    ...images
      .filter((image) => image !== `node:${nodeVersion}-bookworm-slim`)
      .map((image) => `${image} is another Node`),
    ...problems,
  ];
}

function wordsOf(instruction: Instruction): readonly string[] {
  // safe because instructions without the JSON form lack the method
  const strings = (instruction as Partial<JSONInstruction>).getJSONStrings?.() ?? [];
  if (strings.length > 0) return strings.map((string) => string.getJSONValue());
  return instruction.getArguments().map((argument) => argument.getValue());
}

function copyProblems(copy: Copy, words: readonly string[], stages: readonly (string | null)[]): readonly string[] {
  const sources = words.slice(0, -1);
  const from = copy.getFlags().find((flag) => flag.getName() === "from");
  if (from) {
    const stage = from.getValue();
    return stages.includes(stage) ? [] : [`there is no stage ${stage}`];
  }
  return sources.filter((source) => !existsSync(join(REPO_ROOT, source))).map((source) => `there is no ${source}`);
}

function fileProblems(path: string): readonly string[] {
  return existsSync(join(REPO_ROOT, posix.relative(TOP, path))) ? [] : [`there is no ${path}`];
}

function pnpmProblems(command: string): readonly string[] {
  if (!command.startsWith("npx -y pnpm@12 ")) return [];
  const scripts = workspaceScripts();
  const [, name = ""] = /--filter (@[\w/-]+)/.exec(command) ?? [];
  if (name !== "" && !scripts.has(name)) return [`there is no package ${name}`];
  const [, script] = / run (\S+)/.exec(command) ?? [];
  return script === undefined || scripts.get(name)?.includes(script) ? [] : [`${name} has no script ${script}`];
}
