import { readPage, type MarkdownPage } from "../markdown-page.ts";
import { repositoryOf, type Repository } from "../repository.ts";

/** A page that is nowhere, for what a rule says of it. */
export function madeUpPage(markdown: string, file = "docs/page.md"): MarkdownPage {
  return readPage(file, markdown);
}

/** A repository of these files; those without a text are empty. */
export function madeUpRepository(texts: Readonly<Record<string, string>>): Repository {
  return repositoryOf(Object.keys(texts), (file) => texts[file] ?? "");
}
