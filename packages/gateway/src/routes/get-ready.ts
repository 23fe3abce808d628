import { CORE_CONTRACT, type Readiness } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to go. */
export async function getReady({ host, ports, requestId }: RequestScope): Promise<Answer> {
  const [redis, convex, deployed] = await Promise.all([
    timed(ports.now, async () => (await ports.operations.read({ nowMs: ports.now(), minutes: 0 })).controls),
    timed(ports.now, async () => {
      const token = await ports.identity.serviceToken();
      return await ports.turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token });
    }),
    // Another release of the core is no reason to send nobody here: for a while every deploy has one.
    ports.operationsLog.contract().catch(() => null),
  ]);
  const draining = host.draining === true || (redis.ok && redis.value.drain);
  const ready = redis.ok && convex.ok && !draining;
  const body: Readiness = {
    status: ready ? "ready" : "not-ready",
    draining,
    dependencies: { redis: redis.ok, convex: convex.ok },
    tookMs: { redis: redis.tookMs, convex: convex.tookMs },
    core: { expected: CORE_CONTRACT, deployed },
  };
  return { ok: true, response: jsonResponse(requestId, body, { status: ready ? 200 : 503 }) };
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
