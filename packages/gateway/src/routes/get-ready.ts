import { CORE_CONTRACT } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to stop. */
export async function getReady(scope: RouteScope<"GET /api/ready">): Promise<Answer> {
  const { host, ports } = scope;
  const [redis, convex, deployed] = await Promise.all([
    timed(ports.now, async () => (await ports.operations.read({ nowMs: ports.now(), minutes: 0 })).controls),
    timed(ports.now, async () => {
      const token = await ports.identity.serviceToken();
      return await ports.turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token });
    }),
    // Another release of the core does not make a host unready: for a while every deployment has one.
    ports.operationsLog.contract().catch(() => null),
  ]);
  const draining = host.draining === true || (redis.ok && redis.value.drain);
  const ready = redis.ok && convex.ok && !draining;
  return jsonAnswer(
    scope,
    {
      status: ready ? "ready" : "not-ready",
      draining,
      dependencies: { redis: redis.ok, convex: convex.ok },
      tookMs: { redis: redis.tookMs, convex: convex.tookMs },
      core: { expected: CORE_CONTRACT, deployed },
    },
    { status: ready ? 200 : 503 },
  );
}

type Timed<T> = { readonly tookMs: number } & ({ readonly ok: true; readonly value: T } | { readonly ok: false });

async function timed<T>(now: () => number, run: () => Promise<T>): Promise<Timed<T>> {
  const startedMs = now();
  try {
    const value = await run();
    return { ok: true, value, tookMs: now() - startedMs };
  } catch {
    return { ok: false, tookMs: now() - startedMs };
  }
}
