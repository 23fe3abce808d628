import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { startCallers } from "./run-callers.ts";

it("times calls and outages by the same clock, so that a call cut by an outage does not look as if it had ended before", async () => {
  const arrivals: { readonly atMs: number; readonly address: unknown }[] = [];
  const server = createServer((request, response) => {
    arrivals.push({ atMs: Date.now(), address: request.headers["x-forwarded-for"] });
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  const group = {
    name: "bots",
    callers: 1,
    addresses: 1,
    tokens: [],
    url: `http://127.0.0.1:${port}/`,
    sends: { kind: "session" },
  } as const;
  const { startedMs, outcomes } = await startCallers({ groups: [group], seconds: 1, rampMs: 0, timeoutMs: 10_000 });
  const calls = await outcomes;
  server.close();
  expect(calls.length).toBe(arrivals.length);
  for (const [index, { atMs, tookMs }] of calls.entries()) {
    const arrived = arrivals[index] ?? { atMs: Number.NaN, address: null };
    // A clock of whole milliseconds compared with one of fractions.
    expect(arrived.atMs + 1).toBeGreaterThanOrEqual(startedMs + atMs);
    expect(arrived.atMs - 2).toBeLessThanOrEqual(startedMs + atMs + tookMs);
    expect(arrived.address).toBe("198.18.0.0");
  }
}, 60_000);
