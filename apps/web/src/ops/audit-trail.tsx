import type { OperationsSnapshot } from "@sendcat/shared-types";

export function AuditTrail({ audit }: Pick<OperationsSnapshot, "audit">) {
  return (
    <section aria-labelledby="trail" className="bg-surface border-line mt-4 rounded-2xl border p-4">
      <h2 id="trail" className="text-sm font-semibold">
        Who changed what
      </h2>
      {audit === null && <p className="text-ink-soft mt-2 text-sm">The core does not answer.</p>}
      {audit?.length === 0 && <p className="text-ink-soft mt-2 text-sm">Nobody has changed anything yet.</p>}
      <ol className="mt-2 space-y-1.5 text-sm">
        {audit?.map(({ atMs, actor, action, detail, requestId }) => (
          <li key={`${atMs}-${requestId}`} data-testid="audit-event">
            <time dateTime={new Date(atMs).toISOString()} className="text-ink-soft tabular-nums">
              {new Date(atMs).toLocaleString("en-GB")}
            </time>{" "}
            {actor}: {action} {detail}
          </li>
        ))}
      </ol>
    </section>
  );
}
