import type { StackPorts } from "@sendcat/local-stack";
import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";

/** Finds ports, written as an offset (`+280`) or with this machine's address, on which no part of the local stack listens. */
export function unknownPorts(page: MarkdownPage, ports: StackPorts): readonly Finding[] {
  const known = new Set(Object.values(ports));
  return page.codes.flatMap(({ text, line }) => {
    const offset = /^\+(\d+)$/.exec(text)?.[1];
    const local = [...text.matchAll(/\b(?:127\.0\.0\.1|localhost):(\d+)\b/g)].map(([, port]) => Number(port));
    return [...(offset === undefined ? [] : [ports.web + Number(offset)]), ...local]
      .filter((port) => !known.has(port))
      .map((port) => ({ file: page.file, line, says: `no part of the local stack listens on ${port}` }));
  });
}
