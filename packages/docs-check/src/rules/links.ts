import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

/** A link that begins with a slash leads to a page of the web app: the texts of `apps/web/texts` are shown there. */
const WEB_PAGES = "apps/web/src/app";

/** Finds broken links to files and headings of this repository, and to pages of the web app. `pages` are all of its Markdown files, by path. */
export function brokenLinks(
  page: MarkdownPage,
  repository: Repository,
  pages: ReadonlyMap<string, MarkdownPage>,
): readonly Finding[] {
  return page.links.flatMap(({ url, line }) => {
    if (/^[a-z]+:/i.test(url)) return [];
    if (url.startsWith("/") && repository.files.has(`${WEB_PAGES}${url}/page.tsx`)) return [];
    const [path = "", anchor] = decodeURI(url).split("#");
    const target = path === "" ? page.file : posix.join(posix.dirname(page.file), path).replace(/\/$/, "");
    if (!repository.files.has(target) && !repository.folders.has(target))
      return [{ file: page.file, line, says: `the link ${url} leads to nothing` }];
    if (anchor && !pages.get(target)?.anchors.has(anchor))
      return [{ file: page.file, line, says: `${target} has no heading #${anchor}` }];
    return [];
  });
}
