import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Gateway } from "@sendcat/gateway";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readEnv } from "./env.ts";
import { runWorker } from "./run-worker.ts";

const STORE_MS = 50;
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

const platformFetch = globalThis.fetch;
const handlers = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
const added = (signal: (typeof SIGNALS)[number]) =>
  process.listeners(signal).filter((one) => !handlers.get(signal)?.includes(one));

const stored: string[] = [];
let end: () => void = () => undefined;

/** Streams an answer until it is stopped or the host must exit; storing it takes a moment. */
const gateway: Gateway = async (_, host) => {
  const { draining = false, ending } = host;
  if (draining) return new Response(null, { status: 503 });
  const outcome = new Promise<string>((resolve) => {
    end = () => resolve("complete");
    ending?.addEventListener("abort", () => resolve("interrupted"));
  });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode("half an answer, "));
      controller.enqueue(encoder.encode(await outcome));
      controller.close();
    },
  });
  const store = async () => {
    const how = await outcome;
    await new Promise((resolve) => setTimeout(resolve, STORE_MS));
    stored.push(how);
  };
  host.waitUntil(store());
  return new Response(body);
};

beforeEach(() => void stored.splice(0));
afterEach(() => {
  for (const signal of SIGNALS) for (const one of added(signal)) process.removeListener(signal, one);
  globalThis.fetch = platformFetch;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // safe because it listens on TCP
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A process with one open answer. `exited` resolves to what it had stored when it exited. */
async function hostWithAnswer(drainMs: number) {
  const port = await freePort();
  const given = {
    SENDCAT_SIGNING_KEY: "{}",
    SENDCAT_ISSUER: "https://sendcat.test",
    UPSTASH_REDIS_REST_URL: "http://127.0.0.1:9",
    UPSTASH_REDIS_REST_TOKEN: "none",
    CONVEX_URL: "http://127.0.0.1:9",
    OPENROUTER_API_KEY: "none",
    HOST: "127.0.0.1",
    PORT: String(port),
    SENDCAT_DRAIN_MS: String(drainMs),
  };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const exited = new Promise<string[]>((resolve) => {
    vi.spyOn(process, "exit").mockImplementation(() => {
      resolve([...stored]);
      // safe because nothing runs after it
      return undefined as never;
    });
  });
  await runWorker(readEnv(), () => gateway);
  const answer = await platformFetch(`http://127.0.0.1:${port}/api/chat`);
  const leave = () => added("SIGTERM").forEach((handler) => handler("SIGTERM"));
  return { answer, leave, exited };
}

it("a host that shuts down ends long answers as interrupted, and stores them before it exits", async () => {
  const { answer, leave, exited } = await hostWithAnswer(100);
  leave();
  expect(await answer.text()).toBe("half an answer, interrupted");
  expect(await exited).toEqual(["interrupted"]);
});

it("a host that shuts down lets an answer finish if it ends in time, and exits when it is stored", async () => {
  const { answer, leave, exited } = await hostWithAnswer(20_000);
  leave();
  end();
  expect(await answer.text()).toBe("half an answer, complete");
  expect(await exited).toEqual(["complete"]);
});
