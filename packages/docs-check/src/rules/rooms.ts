import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

/** The tree of folders in a page, a block without a language, against the folders that exist, both ways; and each room's AGENTS.md. */
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

/** The workspace's packages: folders with a package.json of their own. */
export function roomsOf({ files, folders }: Pick<Repository, "files" | "folders">): readonly string[] {
  const inWorkspace = /^(?:packages|apps)\/[^/]+(?:\/[^/]+)?$|^(?:convex|e2e)$/;
  return [...folders].filter((folder) => inWorkspace.test(folder) && files.has(`${folder}/package.json`));
}

/** A folder in the tree is two columns further in than the folder that it lies in. */
function entriesOf(text: string, firstLine: number): readonly (readonly [folder: string, line: number])[] {
  const open: string[] = [];
  return text.split("\n").flatMap((row, index) => {
    const [, indent = "", name] = /^( *)([\w-]+)\/(?:\s|$)/.exec(row) ?? [];
    if (name === undefined) return [];
    open.splice(indent.length / 2, open.length, name);
    return [[open.join("/"), firstLine + index] as const];
  });
}
