import rateLimiter from "@convex-dev/rate-limiter/test";
import { convexTest } from "convex-test";
import { finishComplete as ending } from "@sendcat/port-contracts";
import type { FinishTurn, PlanName } from "@sendcat/shared-types";
import { api } from "../../_generated/api.js";
import schema from "../../schema.ts";

const modules = import.meta.glob([
  "../../**/*.ts",
  "../../_generated/*.js",
  "!../../**/*.test.ts",
  "!../../**/*.fixture.ts",
]);

/** An in-memory deployment of this folder's functions, and users who call it. */
export function openDeployment() {
  const t = convexTest(schema, modules);
  // safe because the component's own test module expects another convex-test of the same shape
  rateLimiter.register(t as never);
  const person = (name: string, plan: PlanName = "guest") =>
    t.withIdentity({ subject: `guest:${name}`, kind: plan === "guest" ? "guest" : "user", plan });
  const service = t.withIdentity({ subject: "service:gateway", kind: "service" });
  return { t, person, service };
}

export type Service = ReturnType<typeof openDeployment>["service"];

/** The port's arguments for Convex: the same values, without `readonly`. */
export function finishArgs(finish: FinishTurn) {
  // safe because only `readonly` and `undefined` differ, which Convex does not see
  return finish as unknown as typeof api.turns.finish._args;
}

/** Asks `text` in the thread and, unless told not to, answers it. */
export async function converse(
  service: Service,
  options: {
    readonly threadId: string;
    readonly text: string;
    readonly answer?: string | null;
    readonly plan?: PlanName;
  },
) {
  const turnId = crypto.randomUUID();
  const { threadId, text, plan, answer = `Answer to ${text}` } = options;
  const begun = await service.mutation(api.turns.begin, beginArgs({ turnId, threadId, text, plan }));
  if (answer !== null) await service.mutation(api.turns.finish, finishArgs(ending(turnId, answer)));
  return { turnId, threadId, begun };
}

export function beginArgs({
  turnId = crypto.randomUUID(),
  threadId = crypto.randomUUID(),
  text = "Do you ship to Kingston?",
  owner = "ana",
  plan = "guest",
}: {
  readonly turnId?: string;
  readonly threadId?: string;
  readonly text?: string;
  readonly owner?: string;
  readonly plan?: PlanName | undefined;
}): typeof api.turns.begin._args {
  return {
    turnId,
    threadId,
    model: "fast",
    input: { kind: "submit", messageId: crypto.randomUUID(), parts: [{ type: "text", text }] },
    history: { maxMessages: 40, maxChars: 48_000 },
    leaseMs: 60_000,
    beginKey: crypto.randomUUID(),
    worker: "worker-0123456789",
    owner: { userId: `guest:${owner}`, kind: plan === "guest" ? "guest" : "user", plan },
    reservation: { day: "2026-11-23", tokens: 2_000, costMicroUsd: 5_000 },
  };
}

export { ending };

export const firstPage = { cursor: null, numItems: 50 };
