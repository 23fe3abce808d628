import { readPage, type MarkdownPage } from "../markdown-page.ts";
import { repositoryOf, type Repository } from "../repository.ts";

/** A page outside any repository, to test a rule on. */
export function madeUpPage(markdown: string, file = "docs/page.md"): MarkdownPage {
  return readPage(file, markdown);
}

/** A repository with only these files; an empty string is an empty file. */
export function madeUpRepository(texts: Readonly<Record<string, string>>): Repository {
  return repositoryOf(Object.keys(texts), (file) => texts[file] ?? "");
}
