import type { OperationsSnapshot } from "@sendcat/shared-types";
import type { ReactNode } from "react";
import { causesOf } from "./minute-series.ts";

export function DependencyTables({ snapshot }: { snapshot: OperationsSnapshot }) {
  const { minutes, breakers, bulkheads, queues } = snapshot;
  return (
    <section aria-label="Causes, circuits and queues" className="mt-4 grid gap-3 lg:grid-cols-3">
      <Table title="Refused in the last hour, and why" empty="No refusals." head={["cause", "count"]}>
        {causesOf(minutes).map(({ cause, count }) => (
          <Row key={cause} name={cause} value={String(count)} />
        ))}
      </Table>
      <Table
        title="Circuits and places"
        empty="All circuits are closed and no place is taken."
        head={["what", "state"]}
      >
        {[
          ...breakers.map(({ route, state }) => (
            <Row key={route} name={route} value={state} isBad={state === "open"} />
          )),
          ...Object.entries(bulkheads).map(([name, count]) => (
            <Row key={name} name={name} value={`${count} in flight`} />
          )),
        ]}
      </Table>
      <Table title="Queues of the core" empty="The core does not answer." head={["queue", "waiting"]}>
        {queues.map(({ name, depth, oldestAgeMs }) => (
          <Row key={name} name={name} value={waiting(depth, oldestAgeMs)} />
        ))}
      </Table>
    </section>
  );
}

function waiting(depth: number, oldestAgeMs: number): string {
  if (depth === 0) return "nothing";
  return oldestAgeMs === 0 ? String(depth) : `${depth}, oldest ${Math.round(oldestAgeMs / 1_000)} s`;
}

function Table({
  title,
  empty,
  head,
  children,
}: {
  title: string;
  empty: string;
  head: readonly [string, string];
  children: readonly ReactNode[];
}) {
  return (
    <div className="bg-surface border-line rounded-2xl border p-4">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children.length === 0 ? (
        <p className="text-ink-soft mt-2 text-sm">{empty}</p>
      ) : (
        <table className="mt-2 w-full text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">{head[0]}</th>
              <th scope="col">{head[1]}</th>
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </div>
  );
}

function Row({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <tr className="border-line border-t first:border-0">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal break-words">
        {name}
      </th>
      <td className={`py-1.5 text-right whitespace-nowrap tabular-nums ${isBad ? "text-danger font-semibold" : ""}`}>
        {value}
      </td>
    </tr>
  );
}
