import type { ApiRoute } from "@sendcat/shared-types";
import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";

/** Finds routes that the route table does not have. `/api/account/*` and `/api/*` mean all routes below. */
export function unknownRoutes(
  page: MarkdownPage,
  routes: readonly Pick<ApiRoute, "method" | "path">[],
): readonly Finding[] {
  const known = routes.map(({ method, path }) => ({ method, path: segmentsOf(path) }));
  return page.codes
    .filter(({ blockOf }) => blockOf === null || blockOf === "sh")
    .flatMap(({ text, line }) =>
      [
        ...text.matchAll(
          /(?:\b(GET|POST|PUT|PATCH|DELETE) )?(?<![\w.@-])(?:https:\/\/YOUR-APP|\$SENDCAT_ORIGIN)?(\/(?:api|\.well-known)\/[\w./{}*-]+)/g,
        ),
      ]
        .filter(
          ([, method, path = ""]) =>
            !known.some(
              (route) => (method === undefined || method === route.method) && isAt(segmentsOf(path), route.path),
            ),
        )
        .map(([written]) => ({ file: page.file, line, says: `the API has no route ${written}` })),
    );
}

function isAt(written: readonly string[], route: readonly string[]): boolean {
  if (written.at(-1) === "*") return written.slice(0, -1).every((segment, index) => segment === route[index]);
  return (
    written.length === route.length &&
    route.every((segment, index) => segment.startsWith("{") || segment === written[index])
  );
}

const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, "").split("/").slice(1);
