import type { ApiRoute } from "@sendcat/shared-types";

interface RouteSectionProps {
  readonly anchor: string;
  readonly route: ApiRoute;
  /** Who may call it, as a sentence. */
  readonly caller: string;
  /** The largest body, bytes. */
  readonly largest: number | null;
  /** Of the OpenAPI document. */
  readonly operation: ApiOperation | undefined;
}

interface ApiOperation {
  readonly parameters: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}

/** One route: what it does, who may call it, and its shapes. */
export function RouteSection({ anchor, route, caller, largest, operation }: RouteSectionProps) {
  const { method, path, summary } = route;
  return (
    <section
      id={anchor}
      aria-labelledby={`${anchor}-title`}
      className="border-line scroll-mt-4 space-y-2 border-t pt-4"
    >
      <h2 id={`${anchor}-title`} className="font-mono font-semibold break-all">
        {method} {path}
      </h2>
      <p>{summary}</p>
      <p className="text-ink-soft text-sm">
        {caller}
        {largest === null ? "" : ` Largest body: ${largest.toLocaleString("en")} bytes.`}
      </p>
      {operation && (
        <>
          <Shape title="Parameters" value={operation.parameters} />
          {operation.requestBody && <Shape title="Request body" value={operation.requestBody} />}
          {Object.entries(operation.responses).map(([status, response]) => (
            <Shape key={status} title={`Answer ${status}`} value={response} />
          ))}
        </>
      )}
    </section>
  );
}

function Shape({ title, value }: { readonly title: string; readonly value: object }) {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer">{title}</summary>
      <pre className="bg-sunken mt-1 overflow-x-auto rounded-lg p-3 text-xs" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </details>
  );
}
