import { API_CALLERS, API_ROUTES, API_VERSION, largestBody, openApiDocument, type Policy } from "@sendcat/shared-types";
import { RouteSection } from "./route-section.tsx";

/** Every route of the HTTP API, as `GET /api/openapi.json` describes it. */
export function ApiReference({ policy }: { policy: Policy }) {
  const { paths, components } = openApiDocument(policy);
  return (
    <div className="space-y-8">
      <header className="space-y-2">
        <h1 className="text-2xl font-semibold">API reference</h1>
        <p className="text-ink-soft">
          Version {API_VERSION}. Within a version there are only additions. Tools read the same from{" "}
          <a className="text-accent underline" href="/api/openapi.json">
            /api/openapi.json
          </a>
          .
        </p>
      </header>
      <nav aria-label="Routes">
        <ul className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
          {API_ROUTES.map(({ method, path }) => (
            <li key={`${method} ${path}`}>
              <a className="text-accent font-mono break-all hover:underline" href={`#${anchorOf(method, path)}`}>
                {method} {path}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {API_ROUTES.map((route) => (
        <RouteSection
          key={`${route.method} ${route.path}`}
          anchor={anchorOf(route.method, route.path)}
          route={route}
          caller={API_CALLERS[route.caller].who}
          largest={"body" in route ? largestBody(route, policy) : null}
          operation={paths[route.path]?.[route.method.toLowerCase()]}
        />
      ))}
      <section className="space-y-2">
        <h2 className="text-lg font-semibold">Errors</h2>
        <p>Every refusal has this body:</p>
        <pre className="bg-sunken overflow-x-auto rounded-lg p-3 text-xs" tabIndex={0}>
          {JSON.stringify(components.schemas.ErrorBody, null, 2)}
        </pre>
      </section>
    </div>
  );
}

function anchorOf(method: string, path: string): string {
  return `${method}${path}`.replaceAll(/\W+/g, "-").toLowerCase();
}
