import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

/** Compares a page's tree of folders (a block without a language) with the folders that exist, both ways, and checks each room's AGENTS.md. */
export function roomsAmiss(page: MarkdownPage, { files, folders }: Repository): readonly Finding[] {
  const drawn = new Map(page.codes.flatMap((code) => (code.blockOf === "" ? entriesOf(code.text, code.line) : [])));
  if (drawn.size === 0) return [{ file: page.file, line: 1, says: "it has no tree of folders" }];
  const rooms = roomsOf({ files, folders });
  const dead = [...drawn].filter(([folder]) => !folders.has(folder));
  return [
    ...dead.map(([folder, line]) => ({ file: page.file, line, says: `there is no folder ${folder}` })),
    ...rooms
      .filter((room) => !drawn.has(room))
      .map((room) => ({ file: page.file, line: 1, says: `the tree lacks ${room}` })),
    ...rooms
      .filter((room) => !files.has(`${room}/AGENTS.md`))
      .map((room) => ({ file: `${room}/AGENTS.md`, line: 1, says: "does not exist" })),
  ];
}

/** The workspace's packages: folders with their own package.json. */
export function roomsOf({ files, folders }: Pick<Repository, "files" | "folders">): readonly string[] {
  const inWorkspace = /^(?:packages|apps)\/[^/]+(?:\/[^/]+)?$|^(?:convex|e2e)$/;
  return [...folders].filter((folder) => inWorkspace.test(folder) && files.has(`${folder}/package.json`));
}

/** In the tree, each level of folders is indented by two columns. */
function entriesOf(text: string, firstLine: number): readonly (readonly [folder: string, line: number])[] {
  const open: string[] = [];
  return text.split("\n").flatMap((row, index) => {
    const [, indent = "", name] = /^( *)([\w-]+)\/(?:\s|$)/.exec(row) ?? [];
    if (name === undefined) return [];
    open.splice(indent.length / 2, open.length, name);
    return [[open.join("/"), firstLine + index] as const];
  });
}
