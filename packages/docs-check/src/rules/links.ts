import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

/** Finds broken links to files and headings of this repository. `pages` are all of its Markdown files, by path. */
export function brokenLinks(
  page: MarkdownPage,
  repository: Repository,
  pages: ReadonlyMap<string, MarkdownPage>,
): readonly Finding[] {
  return page.links.flatMap(({ url, line }) => {
    if (/^[a-z]+:/i.test(url)) return [];
    const [path = "", anchor] = decodeURI(url).split("#");
    const target = path === "" ? page.file : posix.join(posix.dirname(page.file), path).replace(/\/$/, "");
    if (!repository.files.has(target) && !repository.folders.has(target))
      return [{ file: page.file, line, says: `the link ${url} leads to nothing` }];
    if (anchor && !pages.get(target)?.anchors.has(anchor))
      return [{ file: page.file, line, says: `${target} has no heading #${anchor}` }];
    return [];
  });
}
