import {
  addIncrements,
  CORE_CONTRACT,
  type AuditEvent,
  type Increments,
  type LimitName,
  type Metrics,
  type Operations,
  type OperationsLog,
} from "@sendcat/shared-types";

const ACTION_CHARS = 64;
const DETAIL_CHARS = 1_000;
const SHOWN = 50;

/** Counts, switches and the audit trail in memory. The switches have no effect. */
export function memoryOperations(): {
  readonly metrics: Metrics;
  readonly operations: Operations;
  readonly operationsLog: OperationsLog;
} {
  let totals: Increments = {};
  const limits: Partial<Record<LimitName, number>> = {};
  const switches = { kill: false, drain: false };
  const audit: (AuditEvent & { atMs: number })[] = [];
  const write = ({ actor, requestId, action, detail }: AuditEvent): void => {
    const event = { actor, requestId, action: action.slice(0, ACTION_CHARS), detail: detail.slice(0, DETAIL_CHARS) };
    audit.unshift({ ...event, atMs: Date.now() });
  };
  return {
    metrics: { count: (increments) => void (totals = addIncrements(totals, increments)) },
    operations: {
      read: async ({ nowMs }) => ({
        controls: { ...switches, limits: { ...limits } },
        open: { all: 3, openrouter_chat: 3 },
        hosts: 1,
        spend: { settledMicroUsd: 1_000_000, heldMicroUsd: 50_000 },
        breakers: [
          { route: "google/gemini-2.5-flash", state: "open", untilMs: nowMs + 5_000, sinceMs: nowMs - 2_000, opens: 1 },
        ],
        totals,
        minutes: [{ minute: Math.floor(nowMs / 60_000), counts: totals }],
      }),
      async change(change) {
        if (change.action !== "limit") switches[change.action] = change.on;
        else if (change.value === null) delete limits[change.limit];
        else limits[change.limit] = change.value;
      },
    },
    operationsLog: {
      queues: async () => [{ name: "settlements", depth: 2, oldestAgeMs: 4_000 }],
      async perform({ action, ...detail }, by) {
        write({ ...by, action, detail: JSON.stringify(detail) });
      },
      append: async (event) => write(event),
      recent: async () => audit.slice(0, SHOWN),
      contract: async () => CORE_CONTRACT,
    },
  };
}
