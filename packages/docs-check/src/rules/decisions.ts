import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

const FOLDER = "docs/decisions";
const INDEX = `${FOLDER}/README.md`;

/** Decisions are numbered without gaps, except for numbers that the index says are not in use. */
export function decisionGaps(repository: Repository, index: MarkdownPage): readonly Finding[] {
  const numbers = [...repository.files].flatMap((file) => /^docs\/decisions\/(\d{4})-/.exec(file)?.[1] ?? []);
  const explained = new Set(index.codes.map(({ text }) => text));
  const last = Math.max(0, ...numbers.map(Number));
  const wanted = Array.from({ length: last }, (_, at) => String(at + 1).padStart(4, "0"));
  const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
  return [
    ...wanted
      .filter((one) => !numbers.includes(one) && !explained.has(one))
      .map((one) => `there is no decision ${one}, and the index does not say why`),
    ...numbers
      .filter((one) => explained.has(one))
      .map((one) => `decision ${one} exists, and the index says it does not`),
    ...twice.map((one) => `two decisions have the number ${one}`),
  ].map((says) => ({ file: INDEX, line: 1, says }));
}
